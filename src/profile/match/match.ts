import { DeskError } from '../../core/index.ts'
import type { Profile } from '../model.ts'
import type { LinkKind, MatchEntry } from '../schema/index.ts'
import { isSameWire } from './check.ts'
import { hidFits, type UsbFound, usbFits } from './fits.ts'
import { specificity } from './specificity.ts'

/** Something that is plugged in, as far as it can be seen without speaking with it. */
export interface Found {
  /** The wire on which it can be opened. */
  readonly wire: LinkKind
  readonly usb?: UsbFound
  readonly hid?: { readonly usagePage: number; readonly usage: number }
  /** The profiles whose probe it answered. */
  readonly answered?: ReadonlySet<string>
}

/** A question to a device: a command of its profile, and the rule that its answer must fit in time. */
export type Probe = NonNullable<MatchEntry['probe']>

/** One profile that may be the right one. */
export interface Candidate {
  readonly profile: Profile
  readonly variant: string | undefined
  readonly specificity: number
  /** How it is asked whether it is, where only its answer can tell. */
  readonly probe?: Probe
  /** Other devices say the same of themselves: a test must show that the layout is right. */
  readonly verify: boolean
}

export type MatchResult =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'one'; readonly best: Candidate; readonly others: readonly Candidate[] }
  /** Equally good: an error of the installation, never a guess. */
  | { readonly kind: 'tie'; readonly candidates: readonly Candidate[]; readonly problem: DeskError }
  /** Only asking the device can tell. */
  | { readonly kind: 'probe'; readonly candidates: readonly Candidate[] }
  /** Only the installer knows. */
  | { readonly kind: 'choose'; readonly candidates: readonly Candidate[] }

/** The profiles for what was found, the most specific one first. */
export function matchDevice(profiles: readonly Profile[], found: Found): MatchResult {
  const certain = candidates(profiles, found, (entry, profile) => fits(entry, profile, found))
  if (certain.length > 0) return decide(certain)
  const probed = candidates(profiles, found, (entry) => entry.probe !== undefined && seenFits(entry, found))
  if (probed.length > 0) return { kind: 'probe', candidates: probed }
  const bound = candidates(profiles, found, (entry) => entry.bound !== undefined && isSameWire(found.wire, entry.bound))
  return bound.length > 0 ? { kind: 'choose', candidates: bound } : { kind: 'nobody' }
}

function decide(all: readonly Candidate[]): MatchResult {
  const [best, ...others] = all
  if (!best) return { kind: 'nobody' }
  const equals = all.filter((one) => one.specificity === best.specificity)
  if (equals.length === 1) return { kind: 'one', best, others }
  const profiles = equals.map(({ profile }) => profile.id).join(', ')
  return { kind: 'tie', candidates: equals, problem: new DeskError('DB-PRO-067', { profiles }) }
}

type Test = (entry: MatchEntry, profile: Profile) => boolean

/** The best entry of each profile; the first one of equally good entries names the variant. */
function candidates(profiles: readonly Profile[], found: Found, test: Test): readonly Candidate[] {
  return profiles
    .filter((profile) => isSameWire(found.wire, profile.link.kind))
    .flatMap((profile) => {
      const entries = profile.match.filter((entry) => test(entry, profile)).map((entry) => toCandidate(profile, entry))
      return entries.sort((a, b) => b.specificity - a.specificity).slice(0, 1)
    })
    .sort((a, b) => b.specificity - a.specificity)
}

function toCandidate(profile: Profile, entry: MatchEntry): Candidate {
  const { variant, probe, verify } = entry
  return {
    profile,
    variant,
    specificity: specificity(entry),
    ...(probe ? { probe } : {}),
    verify: verify !== undefined,
  }
}

/** Whether all that an entry asks for is known to hold. What only the installer can say never is. */
function fits(entry: MatchEntry, profile: Profile, found: Found): boolean {
  if (entry.bound !== undefined) return false
  if (entry.probe && !found.answered?.has(profile.id)) return false
  return seenFits(entry, found)
}

function seenFits({ usb, hid }: MatchEntry, found: Found): boolean {
  return (!usb || usbFits(usb, found.usb, found.hid)) && (!hid || hidFits(hid, found.hid))
}
