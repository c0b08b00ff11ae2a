import { DeskError } from '../../core/index.ts'
import type { Profile } from '../model.ts'
import type { MatchEntry, TextMatch, UsbMatch } from '../schema/index.ts'
import { isSameWire } from './check.ts'
import { specificity } from './specificity.ts'

/** Pairs of profiles that some device would fit equally well: told when profiles are installed, not when it is there. */
export function findTies(profiles: readonly Profile[]): readonly DeskError[] {
  return profiles.flatMap((first, index) =>
    profiles
      .slice(index + 1)
      .filter((second) => isSameWire(first.link.kind, second.link.kind) && areTied(first, second))
      .map((second) => new DeskError('DB-PRO-067', { profiles: `${first.id}, ${second.id}` })),
  )
}

function areTied(first: Profile, second: Profile): boolean {
  return first.match.some((one) => second.match.some((other) => isTie(one, other)))
}

/** Equally specific, and no device can tell them apart. What the installer binds or a probe decides is no guess. */
function isTie(one: MatchEntry, other: MatchEntry): boolean {
  if (one.bound ?? other.bound ?? one.probe ?? other.probe) return false
  if (specificity(one) !== specificity(other)) return false
  if (one.usb && other.usb && !canBothFit(one.usb, other.usb)) return false
  const [page, otherPage] = [one.hid ?? one.usb, other.hid ?? other.usb]
  if ((one.usb === undefined) !== (other.usb === undefined)) return false
  return isOpen(page?.usagePage, otherPage?.usagePage) && isOpen(page?.usage, otherPage?.usage)
}

function canBothFit(one: UsbMatch, other: UsbMatch): boolean {
  return (
    one.vid === other.vid &&
    pidsMeet(one.pid, other.pid) &&
    isOpen(one.interface, other.interface) &&
    textsMeet(one.product, other.product) &&
    textsMeet(one.manufacturer, other.manufacturer) &&
    textsMeet(one.serial, other.serial) &&
    releasesMeet(one.release, other.release)
  )
}

function pidsMeet(one: UsbMatch['pid'], other: UsbMatch['pid']): boolean {
  return one === undefined || other === undefined || one.some((pid) => other.includes(pid))
}

/** Whether two conditions leave room for one value. */
function isOpen(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

function textsMeet(one: TextMatch | undefined, other: TextMatch | undefined): boolean {
  if (one === undefined || other === undefined) return true
  if (one === null || other === null) return one === other
  const [ones, others] = [beginningsOf(one), beginningsOf(other)]
  return ones.some((a) => others.some((b) => meets(a, b) || meets(b, a)))
}

interface Beginning {
  readonly text: string
  readonly isWhole: boolean
}

function beginningsOf(match: Exclude<TextMatch, null>): readonly Beginning[] {
  if (typeof match === 'string') return [{ text: match, isWhole: true }]
  if (Array.isArray(match)) return match.map((text) => ({ text, isWhole: true }))
  return [{ text: match.starts, isWhole: false }]
}

function meets(one: Beginning, other: Beginning): boolean {
  return one.isWhole ? one.text === other.text : other.text.startsWith(one.text)
}

function releasesMeet(one: UsbMatch['release'], other: UsbMatch['release']): boolean {
  if (one === undefined || other === undefined) return true
  const [[low = 0, high = 0], [otherLow = 0, otherHigh = 0]] = [rangeOf(one), rangeOf(other)]
  return low <= otherHigh && otherLow <= high
}

function rangeOf(release: NonNullable<UsbMatch['release']>): readonly number[] {
  return typeof release === 'number' ? [release, release] : release
}
