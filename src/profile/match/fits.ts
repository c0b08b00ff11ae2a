import type { MatchEntry, TextMatch, UsbMatch } from '../schema/index.ts'

/** What a USB device says of itself; a string that it does not have is missing. */
export interface UsbFound {
  readonly vid: number
  readonly pid: number
  readonly product?: string
  readonly manufacturer?: string
  readonly serial?: string
  /** `bcdDevice`. */
  readonly release?: number
  readonly interface?: number
}

export interface HidFound {
  readonly usagePage: number
  readonly usage: number
}

/** Whether a USB device is what an entry asks for. What is not known does not fit. */
export function usbFits(wanted: UsbMatch, usb: UsbFound | undefined, hid: HidFound | undefined): boolean {
  if (!usb || usb.vid !== wanted.vid) return false
  return (
    (wanted.pid === undefined || wanted.pid.includes(usb.pid)) &&
    textFits(wanted.product, usb.product) &&
    textFits(wanted.manufacturer, usb.manufacturer) &&
    textFits(wanted.serial, usb.serial) &&
    releaseFits(wanted.release, usb.release) &&
    (wanted.interface === undefined || wanted.interface === usb.interface) &&
    (wanted.usagePage === undefined || wanted.usagePage === hid?.usagePage) &&
    (wanted.usage === undefined || wanted.usage === hid?.usage)
  )
}

export function hidFits(wanted: NonNullable<MatchEntry['hid']>, hid: HidFound | undefined): boolean {
  return wanted.usagePage === hid?.usagePage && (wanted.usage === undefined || wanted.usage === hid.usage)
}

/** An empty string is as good as none: some systems give one for a missing descriptor. */
function textFits(wanted: TextMatch | undefined, found: string | undefined): boolean {
  if (wanted === undefined) return true
  const text = (found ?? '').trim()
  if (wanted === null) return text === ''
  if (typeof wanted === 'string') return text === wanted.trim()
  return Array.isArray(wanted) ? wanted.some((one) => text === one.trim()) : text.startsWith(wanted.starts)
}

function releaseFits(wanted: UsbMatch['release'], found: number | undefined): boolean {
  if (wanted === undefined) return true
  if (found === undefined) return false
  const [low = 0, high = 0] = typeof wanted === 'number' ? [wanted, wanted] : wanted
  return low <= found && found <= high
}
