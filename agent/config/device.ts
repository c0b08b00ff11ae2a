import { DeskError } from '../../src/core/index.ts'
import type { DeviceBinding, DeviceRole, Whereabouts } from '../../src/device/index.ts'
import type { Profile } from '../../src/profile/index.ts'
import type { ProfileLibrary } from '../profile-library.ts'
import type { AdoptionRule, ModuleName } from './config.ts'
import type { ConfigProblems } from './problems.ts'
import { roles, type WrittenDevice, type WrittenRule } from './schema.ts'

/** What a device may refer to. */
export interface DeviceSurroundings {
  readonly library: ProfileLibrary
  readonly counters: readonly string[]
  /** The families that may start; all where none is named. */
  readonly modules?: readonly ModuleName[] | undefined
}

/** A device as it is meant; undefined, with the reasons in `problems`, where that makes no sense. */
export function readDevice(
  written: WrittenDevice,
  { library, counters, modules }: DeviceSurroundings,
  problems: ConfigProblems,
): DeviceBinding | undefined {
  const counter = readCounter(written.counter, counters, problems.at('counter'))
  const profile = readProfile(written.profile, library, problems.at('profile'))
  if (!profile) return undefined
  checkModule(written.tcp === undefined ? moduleOf(profile) : 'network', modules, problems.at('profile'))
  const role = readRole(written, profile, problems)
  const at = readWhereabouts(written, profile, problems)
  const lineCounters = readAddresses(written, profile, counters, problems.at('addresses'))
  if (!role || !at) return undefined
  return {
    name: written.name,
    profile,
    at,
    counter,
    role,
    keys: readKeys(written),
    ...(lineCounters ? { lineCounters, start: { addresses: [...lineCounters.keys()] } } : {}),
  }
}

/** A rule for what is plugged in. */
export function readRule(
  written: WrittenRule,
  { library, counters, modules }: DeviceSurroundings,
  problems: ConfigProblems,
): AdoptionRule {
  const profile = readProfile(written.profile, library, problems.at('profile'))
  if (profile) checkModule(moduleOf(profile), modules, problems.at('profile'))
  return {
    profile: written.profile,
    counter: readCounter(written.counter, counters, problems.at('counter')),
    keys: readKeys(written),
    ...(written.role === undefined ? {} : { role: written.role }),
  }
}

function checkModule(module: ModuleName, modules: readonly ModuleName[] | undefined, problems: ConfigProblems): void {
  if (modules && !modules.includes(module)) problems.add('DB-CFG-014', { module, modules: modules.join(', ') || '–' })
}

/** The family that must start for a device. */
function moduleOf({ link }: Profile): ModuleName {
  switch (link.kind) {
    case 'tcp':
      return 'network'
    case 'ws':
    case 'socketio':
    case 'rest':
      return 'service'
    case 'pcsc':
      return 'card'
    default:
      return link.kind
  }
}

function readCounter(written: string | number, counters: readonly string[], problems: ConfigProblems): string {
  const counter = String(written)
  if (!counters.includes(counter)) problems.addUnknown('DB-CFG-004', counter, counters)
  return counter
}

function readProfile(id: string, library: ProfileLibrary, problems: ConfigProblems): Profile | undefined {
  const profile = library.find(id)
  if (profile instanceof DeskError) problems.pass(profile)
  else if (profile) return profile
  else problems.addUnknown('DB-CFG-005', id, library.ids())
  return undefined
}

function readRole({ role }: WrittenDevice, profile: Profile, problems: ConfigProblems): DeviceRole | undefined {
  const known = role ?? roles.find((one) => one === profile.deviceClass)
  if (!known) problems.add('DB-CFG-008', { profile: profile.id, roles: roles.join(', ') })
  return known
}

function readKeys({ keys = {} }: Pick<WrittenDevice, 'keys'>): DeviceBinding['keys'] {
  return Object.fromEntries(Object.entries(keys).map(([key, meaning]) => [key, String(meaning)]))
}

/** The counter of each address on a shared line. */
function readAddresses(
  { addresses }: WrittenDevice,
  { bus, id }: Profile,
  counters: readonly string[],
  problems: ConfigProblems,
): ReadonlyMap<number, string> | undefined {
  if (bus === undefined) {
    if (addresses !== undefined) problems.add('DB-CFG-010', { profile: id })
    return undefined
  }
  const { lowest, highest } = bus
  const entries = Object.entries(addresses ?? {})
  if (entries.length === 0) problems.add('DB-CFG-011', { profile: id, lowest, highest })
  return new Map(
    entries.map(([address, counter]) => {
      const number = Number(address)
      const place = problems.at(address)
      if (number < lowest || number > highest) place.add('DB-CFG-011', { profile: id, lowest, highest })
      return [number, readCounter(counter, counters, place)]
    }),
  )
}

/** By an address of its own, or in one of the desk's sockets. */
function readWhereabouts(
  { name, port, tcp, place, serial, baud, url: service }: WrittenDevice,
  profile: Profile,
  problems: ConfigProblems,
): Whereabouts | undefined {
  const { link, id } = profile
  const ways = [port, tcp, place ?? serial].filter((way) => way !== undefined)
  if (ways.length > 1) {
    problems.add('DB-CFG-006', { device: name })
    return undefined
  }
  switch (link.kind) {
    case 'serial':
    case 'tcp':
      if (tcp !== undefined) return tcpAddress(tcp)
      if (link.kind === 'tcp') break
      if (port !== undefined) return serialAddress(port, { ...link, baud: baud ?? link.baud })
      if (ways.length > 0 || isRecognised(profile)) return plugged(place, serial, baud)
      break
    case 'hid':
    case 'keyboard':
      if (port === undefined && tcp === undefined) return plugged(place, serial, undefined)
      break
    case 'ws':
    case 'socketio':
    case 'rest': {
      const { kind, url, pinned, selfSigned, max } = link
      const trust = { ...(pinned !== undefined && { pinned }), ...(selfSigned !== undefined && { selfSigned }) }
      return { kind: 'address', address: { kind, url: service ?? url, max, ...trust } }
    }
    case 'pcsc':
      problems.at('profile').add('DB-CFG-009', { profile: id, way: link.kind })
      return undefined
  }
  problems.add('DB-CFG-006', { device: name })
  return undefined
}

/** An address as it is written, `host:port`. */
export function tcpAddress(tcp: string): Whereabouts {
  const split = tcp.lastIndexOf(':')
  return { kind: 'address', address: { kind: 'tcp', host: tcp.slice(0, split), port: Number(tcp.slice(split + 1)) } }
}

/** A port, set as the profile says. */
export function serialAddress(path: string, link: Extract<Profile['link'], { kind: 'serial' }>): Whereabouts {
  const { kind: _, ...settings } = link
  return { kind: 'address', address: { kind: 'serial', path, settings } }
}

function plugged(place: string | undefined, serial: string | undefined, baud: number | undefined): Whereabouts {
  const marks = { ...(place === undefined ? {} : { place }), ...(serial === undefined ? {} : { serial }) }
  return { kind: 'plugged', marks, ...(baud === undefined ? {} : { baud }) }
}

/** Whether the profile knows its device by what it says of itself, so that nobody must say where it is. */
function isRecognised({ match }: Profile): boolean {
  return match.some(({ usb, hid }) => usb !== undefined || hid !== undefined)
}
