import type { Attached } from '../../bus/index.ts'
import { identify, type Profile } from '../../profile/index.ts'
import { fitOf, type Spotted } from './fits.ts'

/** What tells a device from its twins. */
export interface Marks {
  /** The serial number in its USB descriptor. */
  readonly serial?: string
  /** The socket in which it is, as {@link Attached} names it. */
  readonly place?: string
}

/** A device that a desk expects in one of its own sockets. */
export interface Expected {
  readonly name: string
  readonly profile: Profile
  /** What the site says; nothing else will do. */
  readonly told: Marks
  /** What was learnt when it was there last. */
  readonly remembered: Marks
  /** The path at which a press told it from its twins; true for as long as it stays plugged. */
  readonly pressed?: string
}

/** Where an expected device is. */
export type Sighting =
  | { readonly kind: 'absent' }
  | ({ readonly kind: 'here' } & Spotted)
  /** One of these, but only a press can tell which. */
  | { readonly kind: 'unsure'; readonly candidates: readonly Spotted[] }

/**
 * Says which of the plugged devices is which expected one: by a serial number of its own, else by the socket. A device
 * without either is taken only where no twin of it is expected; otherwise it waits until somebody presses a key of it.
 * A twin that was put into the socket of another one is taken for that one: nothing in the world tells them apart.
 */
export function assign(expected: readonly Expected[], attached: readonly Attached[]): ReadonlyMap<string, Sighting> {
  const sightings = new Map<string, Sighting>()
  const free = new Map(attached.map((one) => [one.path, one]))
  const open = () => expected.filter(({ name }) => !sightings.has(name))
  const candidatesOf = (one: Expected) => spot(one, attached).filter(({ attached: { path } }) => free.has(path))
  const take = (one: Expected, found: Spotted) => {
    sightings.set(one.name, { kind: 'here', ...found })
    free.delete(found.attached.path)
  }

  for (const isMeant of [wasPressed, hasItsSerial, isInItsPlace]) {
    for (const one of open()) {
      const [found, ...more] = candidatesOf(one).filter((candidate) => isMeant(one, candidate.attached, expected))
      // Two with one number: it tells nothing.
      if (found && more.length === 0) take(one, found)
    }
  }
  for (const one of open()) {
    if (one.told.serial !== undefined || one.told.place !== undefined) sightings.set(one.name, { kind: 'absent' })
  }
  for (const one of open()) {
    const candidates = candidatesOf(one)
    const [only] = candidates
    if (only && candidates.length === 1 && !hasTwin(one, only.attached, expected)) take(one, only)
    else sightings.set(one.name, only ? { kind: 'unsure', candidates } : { kind: 'absent' })
  }
  return sightings
}

/** What the site could say of a device so that it is known again. */
export function marksOf(attached: Attached, profile: Profile): Marks {
  const serial = ownSerial(attached, profile)
  return {
    ...(serial === undefined ? {} : { serial }),
    ...(attached.place === undefined ? {} : { place: attached.place }),
  }
}

/** One entry for each device that fits; a profile that only the site can choose fits where the site says so. */
function spot({ profile, told }: Expected, attached: readonly Attached[]): readonly Spotted[] {
  const byPath = new Map<string, Spotted>()
  for (const one of attached) {
    const found = fitOf(profile, one)
    const isTold = told.place !== undefined || told.serial !== undefined
    if (found && (found.sure || isTold) && !byPath.has(one.path)) byPath.set(one.path, found.spotted)
  }
  return [...byPath.values()]
}

function wasPressed({ pressed }: Expected, { path }: Attached): boolean {
  return path === pressed
}

function hasItsSerial(one: Expected, attached: Attached, expected: readonly Expected[]): boolean {
  const wanted = serialOf(one)
  if (wanted === undefined || attached.usb?.serial !== wanted) return false
  // A place that the site names beside the number tells twins with one number apart.
  if (one.told.place !== undefined) return one.told.place === attached.place
  return !expected.some((other) => other !== one && serialOf(other) === wanted)
}

function serialOf({ told, remembered }: Expected): string | undefined {
  return told.serial ?? remembered.serial
}

/** Another number in the same socket is a replacement, unless the site insists on the number. */
function isInItsPlace({ told, remembered }: Expected, { place }: Attached): boolean {
  if (told.serial !== undefined || place === undefined) return false
  return place === (told.place ?? remembered.place)
}

function hasTwin(one: Expected, attached: Attached, expected: readonly Expected[]): boolean {
  return expected.some((other) => other !== one && fitOf(other.profile, attached)?.sure === true)
}

/** The serial number, unless whole series of devices carry it. */
function ownSerial({ usb }: Attached, profile: Profile): string | undefined {
  const { source, value } = identify(profile.identity, {
    fields: {},
    ...(usb?.serial === undefined ? {} : { serial: usb.serial }),
  })
  return source === 'usb.serial' ? value : undefined
}
