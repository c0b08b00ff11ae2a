import type { DeviceHealth } from '../../contract/index.ts'
import type { TextKey } from '../../core/index.ts'
import type { FleetDesk, WatchedDesk } from './fleet.ts'

/** Something that a person should see to. Its code has a sentence and the next step in the text table. */
export interface Alarm {
  readonly code: Extract<TextKey, `DB-FLT-${string}`>
  readonly args: Readonly<Record<string, string | number>>
  /** `bad`: the counter cannot work as it should, or soon loses something. `warn`: it can wait until the evening. */
  readonly weight: 'bad' | 'warn'
}

const minute = 60_000
const day = 24 * 60 * minute
/** A PC that starts anew takes less. */
const offlineAfter = 5 * minute
/** Facts of a desk that is connected are confirmed within seconds. */
const backlogAfter = 2 * minute
/** Certificates renew themselves at two thirds of their life; one that has so little left does not. */
const certificateDays = 14

/** What is wrong with a desk, the worst first. `all` are the desks that it is compared with. */
export function alarmsOf(desk: FleetDesk, all: readonly FleetDesk[], now: number): readonly Alarm[] {
  const { enrolled } = desk
  // A blocked desk is meant to be silent.
  if (enrolled?.isBlocked) return [warn('DB-FLT-010')]
  const alarms = [
    presence(desk, now),
    backlog(desk, now),
    disk(desk),
    clock(desk),
    desk.quarantined > 0 ? warn('DB-FLT-006', { count: desk.quarantined }) : undefined,
    certificate(desk, now),
    version(desk, all),
    ...desk.failedUpdates.map((failed) => warn('DB-FLT-017', { version: failed })),
    desk.refused ? warn('DB-FLT-018', { revision: desk.refused.revision, reason: desk.refused.error }) : undefined,
    ...(desk.online ? desk.devices.map(device) : []),
  ]
  return alarms.filter((alarm) => alarm !== undefined).sort((a, b) => weightOf(a) - weightOf(b))
}

/** Desks in the order in which somebody should go to them. */
export function worstFirst(a: WatchedDesk, b: WatchedDesk): number {
  return badness(b) - badness(a) || a.desk.localeCompare(b.desk, 'en', { numeric: true })
}

function badness({ alarms }: WatchedDesk): number {
  return alarms.reduce((sum, { weight }) => sum + (weight === 'bad' ? 100 : 1), 0)
}

function presence({ online, seen }: FleetDesk, now: number): Alarm | undefined {
  if (online) return undefined
  if (seen === undefined) return warn('DB-FLT-002')
  const minutes = Math.floor((now - seen) / minute)
  return now - seen < offlineAfter ? undefined : bad('DB-FLT-001', { minutes })
}

function backlog({ online, backlog: count, backlogSince }: FleetDesk, now: number): Alarm | undefined {
  const isStuck = online && backlogSince !== undefined && now - backlogSince >= backlogAfter
  return isStuck ? bad('DB-FLT-003', { count }) : undefined
}

function disk({ disk: level }: FleetDesk): Alarm | undefined {
  switch (level) {
    case 'tight':
      return warn('DB-FLT-004')
    case 'short':
      return bad('DB-FLT-004')
    case 'full':
      return bad('DB-FLT-014')
    case 'failing':
      return bad('DB-FLT-015')
    default:
      return undefined
  }
}

function clock({ online, clock: quality }: FleetDesk): Alarm | undefined {
  return online && quality === 'stepped' ? warn('DB-FLT-005') : undefined
}

function certificate({ enrolled }: FleetDesk, now: number): Alarm | undefined {
  if (!enrolled) return undefined
  const days = Math.floor((enrolled.ends - now) / day)
  if (days < 0) return bad('DB-FLT-008')
  return days < certificateDays ? warn('DB-FLT-007', { days }) : undefined
}

function version({ online, version: own }: FleetDesk, all: readonly FleetDesk[]): Alarm | undefined {
  if (!online || own === undefined) return undefined
  const newest = all.reduce((best, { version = '' }) => (isNewer(version, best) ? version : best), own)
  return newest === own ? undefined : warn('DB-FLT-009', { version: own, newest })
}

function isNewer(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) > 0
}

function device({ name, state, reason }: DeviceHealth): Alarm | undefined {
  if (state === 'ready') return undefined
  return warn('DB-FLT-011', { device: name, reason: reason ?? state })
}

function bad(code: Alarm['code'], args: Alarm['args'] = {}): Alarm {
  return { code, args, weight: 'bad' }
}

function warn(code: Alarm['code'], args: Alarm['args'] = {}): Alarm {
  return { code, args, weight: 'warn' }
}

function weightOf({ weight }: Alarm): number {
  return weight === 'bad' ? 0 : 1
}
