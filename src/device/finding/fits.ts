import type { Attached } from '../../bus/index.ts'
import { type Found, matchDevice, type Profile } from '../../profile/index.ts'

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

/** The one profile that fits best, where no other is as good and nothing must be asked. */
export function bestFit(profiles: readonly Profile[], attached: Attached): Profile | undefined {
  const result = matchDevice(
    profiles.filter((profile) => isOfLink(profile, attached)),
    toFound(attached),
  )
  return result.kind === 'one' && !result.best.verify ? result.best.profile : undefined
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
