import { DeskError } from '../../src/core/index.ts'
import type { DeviceBinding, DeviceRole, Devices, Doubt, Marks, Offer, Whereabouts } from '../../src/device/index.ts'
import type { Profile } from '../../src/profile/index.ts'
import type { AdoptionRule } from '../config/config.ts'
import { serialAddress, tcpAddress } from '../config/device.ts'
import { roles } from '../config/schema.ts'
import type { ProfileLibrary } from '../profile-library.ts'
import type { AdoptedDevice, DeviceBook } from './book.ts'
import type { OfferView } from './offer-view.ts'

/** What somebody wants an offered device to be. */
export interface AdoptionWish {
  readonly path: string
  readonly counter: string
  readonly role?: DeviceRole
  readonly keys?: Readonly<Record<string, string>>
}

/** A device of which somebody says what it is, and where. */
export interface NamedDevice {
  readonly profile: string
  readonly counter: string
  /** What to open; how an offer of it would be called. */
  readonly path: string
  /** Its socket, which stays when the path changes. */
  readonly place?: string
}

/** Takes plugged devices into use that the configuration does not name. */
export interface Adoption {
  offers(): readonly OfferView[]
  /** What is plugged in and cannot be offered because several profiles fit it. */
  doubts(): readonly Doubt[]
  /**
   * Binds a device to a counter, also for the next start. Returns its new name.
   * @throws DeskError DB-AGT-004 no such counter, -007 nothing such is offered any more.
   */
  adopt(wish: AdoptionWish): string
  /**
   * Binds a device to a counter that says nothing of itself, by its place. One that is offered is adopted.
   * @throws DeskError DB-AGT-004 no such counter, -007 no such profile.
   */
  adoptNamed(device: NamedDevice): string
  /**
   * The desk does not have the device any more; it is offered again.
   * @throws DeskError DB-AGT-008 no device of that name was adopted.
   */
  release(name: string): Promise<void>
  stop(): void
}

export interface AdoptionOptions {
  readonly devices: Devices
  readonly book: DeviceBook
  readonly library: ProfileLibrary
  readonly counters: readonly string[]
  readonly rules: readonly AdoptionRule[]
}

/** What a device of a class is for, where its class is not a role by itself. */
const rolesOfClasses: Readonly<Partial<Record<Profile['deviceClass'], DeviceRole>>> = {
  button: 'call-keypad',
  'button-panel': 'call-keypad',
  pedal: 'call-keypad',
}

/** Begins with what was adopted before, and follows the site's rules for what comes. */
export function startAdoption(options: AdoptionOptions): Adoption {
  const { devices, book, library, counters, rules } = options
  const offers = () =>
    devices.offers((attached) => library.candidates(attached)).filter(({ profile }) => roleOf(profile) !== undefined)
  const nameFor = (role: DeviceRole) => {
    const taken = new Set(devices.health().map(({ name }) => name))
    for (let number = 1; ; number++) if (!taken.has(`${role}-${number}`)) return `${role}-${number}`
  }
  const bind = (profile: Profile, marks: Marks, { role, ...told }: Told) => {
    const chosen = role ?? roleOf(profile) ?? 'call-keypad'
    const device: AdoptedDevice = { name: nameFor(chosen), profile: profile.id, role: chosen, ...told }
    book.adopt(device, marks)
    devices.add(bindingOf(device, profile))
    return device.name
  }
  const take = (offer: Offer, { counter, role, keys = {} }: Omit<AdoptionWish, 'path'>) => {
    const { profile, marks, path, isAsked } = offer
    // It would have to be asked again: it is the one in that socket instead.
    const where = isAsked ? whereOf(path, marks.place) : {}
    return bind(profile, marks, { counter, keys: { ...keys }, ...where, ...(role === undefined ? {} : { role }) })
  }
  const checkCounter = (counter: string) => {
    if (!counters.includes(counter)) throw new DeskError('DB-AGT-004', { counter })
  }
  const followRules = () => {
    if (rules.length === 0) return
    for (const offer of offers()) {
      const rule = rules.find((one) => one.profile === offer.profile.id)
      if (rule) take(offer, rule)
    }
  }

  for (const device of book.adopted()) {
    const profile = library.find(device.profile)
    if (profile && !(profile instanceof DeskError)) devices.add(bindingOf(device, profile))
  }
  const stop = devices.onPlug(followRules)
  return {
    offers: () => offers().map(viewOf),
    doubts: () => devices.doubts((attached) => library.candidates(attached)),
    adopt(wish) {
      checkCounter(wish.counter)
      const offer = offers().find(({ path }) => path === wish.path)
      if (!offer) throw new DeskError('DB-AGT-007', { path: wish.path })
      return take(offer, wish)
    },
    adoptNamed({ profile: id, counter, path, place }) {
      checkCounter(counter)
      const offer = offers().find((one) => one.path === path && one.profile.id === id)
      if (offer) return take(offer, { counter })
      const profile = library.find(id)
      if (!profile || profile instanceof DeskError) throw new DeskError('DB-AGT-007', { path })
      return bind(profile, place === undefined ? {} : { place }, { counter, keys: {}, ...whereOf(path, place) })
    },
    async release(name) {
      if (!book.adopted().some((device) => device.name === name)) throw new DeskError('DB-AGT-008', { device: name })
      await devices.remove(name)
      book.release(name)
    },
    stop,
  }
}

function whereOf(path: string, place: string | undefined): Pick<AdoptedDevice, 'place' | 'port'> {
  return place === undefined ? { port: path } : { place }
}

/** What is said of a device beside its profile. */
type Told = Pick<AdoptedDevice, 'counter' | 'keys' | 'place' | 'port'> & { readonly role?: DeviceRole }

function bindingOf(device: AdoptedDevice, profile: Profile): DeviceBinding {
  const { name, counter, role, keys } = device
  return { name, profile, counter, role, keys, at: whereaboutsOf(device, profile) }
}

function whereaboutsOf({ place, port }: AdoptedDevice, { link }: Profile): Whereabouts {
  if (port !== undefined && link.kind === 'serial') return serialAddress(port, link)
  if (port !== undefined && link.kind === 'tcp') return tcpAddress(port)
  return { kind: 'plugged', marks: place === undefined ? {} : { place } }
}

/** A device without a role at a counter, such as a scale, is not offered. */
function roleOf({ deviceClass }: Profile): DeviceRole | undefined {
  return roles.find((role) => role === deviceClass) ?? rolesOfClasses[deviceClass]
}

function viewOf({ path, profile, marks }: Offer): OfferView {
  const { place } = marks
  const role = roleOf(profile) ?? 'call-keypad'
  return { path, profile: profile.id, name: profile.name, role, ...(place === undefined ? {} : { place }) }
}
