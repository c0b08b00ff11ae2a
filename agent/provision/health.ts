import type { DeviceHealth } from '../../src/contract/index.ts'
import type { Config } from '../config/config.ts'
import type { Before } from './store.ts'

/** How a desk is, as far as a configuration can spoil it. */
export interface DeskHealth {
  readonly isOnline: boolean
  readonly devices: readonly DeviceHealth[]
}

/** What a desk must be again after a change. */
export function beforeOf({ isOnline, devices }: DeskHealth): Before {
  return { isOnline, ready: devices.filter(({ state }) => state === 'ready').map(({ name }) => name) }
}

/** Devices that both configurations describe alike: that one of them was unplugged meanwhile is nobody's fault. */
export function sameDevices(old: Config | undefined, fresh: Config): ReadonlySet<string> {
  const written = (config: Config) =>
    new Map(
      config.devices.map(({ name, profile, at, counter, role }) => [
        name,
        JSON.stringify([profile.id, at, counter, role]),
      ]),
    )
  const known = old ? written(old) : new Map<string, string>()
  return new Set([...written(fresh)].filter(([name, text]) => known.get(name) === text).map(([name]) => name))
}

/**
 * Why a desk is not as well as it was: not connected although it was, or a device not ready although it was. A device that
 * is gone from its socket, and that the change does not touch, counts as well; so does one that is not wanted any more.
 */
export function complaintOf(before: Before, now: DeskHealth, unchanged: ReadonlySet<string>): string | undefined {
  if (before.isOnline && !now.isOnline) return 'broker'
  const worse = now.devices.find(
    ({ name, state }) =>
      before.ready.includes(name) && state !== 'ready' && !(state === 'absent' && unchanged.has(name)),
  )
  return worse && `${worse.name}: ${worse.reason ?? worse.state}`
}
