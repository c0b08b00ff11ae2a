import type { Attached } from '../../bus/index.ts'
import { type Candidate, type Found, type MatchResult, matchDevice, type Profile } from '../../profile/index.ts'

/** A plugged device that a profile fits. */
export interface Spotted {
  readonly attached: Attached
  /** The variant of the profile that it is. */
  readonly variant?: string
}

/**
 * How a profile fits what is plugged in: sure by what the device says of itself; not sure where only the site or an
 * answer of the device can tell.
 */
export function fitOf(profile: Profile, attached: Attached): { sure: boolean; spotted: Spotted } | undefined {
  if (!isOfLink(profile, attached)) return undefined
  const result = matchDevice([profile], toFound(attached))
  switch (result.kind) {
    case 'one':
      return { sure: true, spotted: spotted(attached, result.best.variant) }
    case 'probe':
    case 'choose':
      return { sure: false, spotted: spotted(attached, result.candidates[0]?.variant) }
    default:
      return undefined
  }
}

/** What could be said of the device at a path: what it has answered, and which profiles are worth a look. */
export interface Knowledge {
  candidates(attached: Attached): readonly Profile[]
  /** The profiles whose question it has answered. */
  answered(path: string): ReadonlySet<string>
}

/** The one profile that fits best, where no other is as good and nothing must be asked. */
export function bestFit(attached: Attached, knowledge: Knowledge): Candidate | undefined {
  const result = match(attached, knowledge)
  return result.kind === 'one' && !result.best.verify ? result.best : undefined
}

/** The profiles of which only an answer of the device can tell whether they fit. */
export function questionsFor(attached: Attached, knowledge: Knowledge): readonly Candidate[] {
  const result = match(attached, knowledge)
  return result.kind === 'probe' ? result.candidates : []
}

/** The profiles that fit equally well, by what it says of itself and by its answers. */
export function equalFits(attached: Attached, knowledge: Knowledge): readonly Profile[] {
  const result = match(attached, knowledge)
  return result.kind === 'tie' ? result.candidates.map(({ profile }) => profile) : []
}

function match(attached: Attached, { candidates, answered }: Knowledge): MatchResult {
  const profiles = candidates(attached).filter((profile) => isOfLink(profile, attached))
  return matchDevice(profiles, { ...toFound(attached), answered: answered(attached.path) })
}

/** What the profile room needs to know of it. */
function toFound({ wire, usb, hid }: Attached): Found {
  return { wire, ...(usb ? { usb } : {}), ...(hid ? { hid } : {}) }
}

/** A device of several parts is spoken with at the part that the profile names. */
function isOfLink({ link }: Profile, { wire, usb, hid }: Attached): boolean {
  if (link.kind !== wire) return false
  if (link.kind !== 'hid' && link.kind !== 'keyboard') return true
  const partFits = isOpen(link.interface, usb?.interface)
  if (link.kind === 'keyboard') return partFits
  return partFits && isOpen(link.usagePage, hid?.usagePage) && isOpen(link.usage, hid?.usage)
}

/** Some systems do not tell the interface; then the profile's word decides nothing. */
function isOpen(wanted: number | undefined, found: number | undefined): boolean {
  return wanted === undefined || found === undefined || wanted === found
}

function spotted(attached: Attached, variant: string | undefined): Spotted {
  return variant === undefined ? { attached } : { attached, variant }
}
