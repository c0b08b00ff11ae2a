import { text } from '../../../core/index.ts'
import type { Alarm, Fleet, WatchedDesk } from '../../fleet/index.ts'
import type { FleetActs } from '../fleet-acts.ts'
import { inBoth, saidReason } from './reasons.ts'
import type { SiteWords } from './words.ts'

/** What the operator sees of all desks. */
export interface FleetView {
  readonly desks: readonly DeskRow[]
  readonly online: number
  /** Desks with at least one alarm. */
  readonly alarmed: number
  /** What this centre can do with desks at all. */
  readonly can: readonly FleetPower[]
}

/** What a centre can do: enrol and shut out, push configuration, ask for support bundles, offer releases. */
export type FleetPower = 'desks' | 'configuration' | 'bundles' | 'wave'

/** One act with one desk. */
export type DeskAct = 'bundle' | 'code' | 'replace' | 'move' | 'block' | 'unblock' | 'stolen' | 'wipe'

/** One desk. Times are wall milliseconds, in whole minutes: a picture that changes each second says no more. */
export interface DeskRow {
  readonly desk: string
  readonly online: boolean
  readonly blocked: boolean
  /** Its PC was told to forget everything, and has not yet. */
  readonly toForget: boolean
  readonly seen: number | null
  readonly lastFact: number | null
  readonly version: string | null
  readonly counters: readonly string[]
  readonly backlog: number
  readonly devices: { readonly ready: number; readonly all: number }
  /** Whole days that its certificate has left. */
  readonly certificateDays: number | null
  readonly alarms: readonly { readonly weight: Alarm['weight']; readonly what: SiteWords; readonly next: SiteWords }[]
  /** What can be done with it now. */
  readonly acts: readonly DeskAct[]
}

const minute = 60_000
const day = 24 * 60 * minute

/** All desks, those that need somebody first. */
export function fleetView(fleet: Fleet, acts: FleetActs, now: number): FleetView {
  const desks = fleet.look()
  return {
    desks: desks.map((desk) => deskRow(desk, acts, now)),
    online: desks.filter(({ online }) => online).length,
    alarmed: desks.filter(({ alarms }) => alarms.length > 0).length,
    can: (['desks', 'configuration', 'bundles', 'wave'] as const).filter((power) => acts[power] !== undefined),
  }
}

/** What can be done with a desk now. */
export function actsFor({ online, enrolled }: WatchedDesk, { desks, bundles }: FleetActs): readonly DeskAct[] {
  const ask: readonly DeskAct[] = bundles && online && !enrolled?.isBlocked ? ['bundle'] : []
  if (!desks) return ask
  // One that was never enrolled here has nothing that could be taken away.
  if (!enrolled) return [...ask, 'code']
  if (enrolled.isBlocked) return ['unblock', 'replace', ...(enrolled.isToForget ? [] : (['stolen'] as const))]
  return [...ask, 'code', 'replace', 'move', 'block', 'stolen', 'wipe']
}

function deskRow(desk: WatchedDesk, acts: FleetActs, now: number): DeskRow {
  const { devices, enrolled } = desk
  return {
    desk: desk.desk,
    online: desk.online,
    blocked: enrolled?.isBlocked ?? false,
    toForget: enrolled?.isToForget ?? false,
    seen: inMinutes(desk.seen),
    lastFact: inMinutes(desk.lastFact),
    version: desk.version ?? null,
    counters: desk.counters,
    backlog: desk.backlog,
    devices: { ready: devices.filter(({ state }) => state === 'ready').length, all: devices.length },
    certificateDays: enrolled ? Math.floor((enrolled.ends - now) / day) : null,
    alarms: desk.alarms.map((alarm) => ({
      weight: alarm.weight,
      what: said(alarm, 'sentence'),
      next: said(alarm, 'next'),
    })),
    acts: actsFor(desk, acts),
  }
}

function said({ code, args }: Alarm, part: 'sentence' | 'next'): SiteWords {
  const { reason, ...rest } = args
  const why = reason === undefined ? undefined : saidReason(String(reason))
  return inBoth((language) => text(code, language, { ...rest, ...(why ? { reason: why[language] } : {}) }, part))
}

function inMinutes(wall: number | undefined): number | null {
  return wall === undefined ? null : Math.floor(wall / minute) * minute
}
