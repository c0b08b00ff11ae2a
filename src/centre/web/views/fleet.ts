import { isErrorCode, text } from '../../../core/index.ts'
import type { Alarm, Fleet, WatchedDesk } from '../../fleet/index.ts'
import type { SiteWords } from './words.ts'

/** What the operator sees of all desks. */
export interface FleetView {
  readonly desks: readonly DeskRow[]
  readonly online: number
  /** Desks with at least one alarm. */
  readonly alarmed: number
  /** What can be done from here. */
  readonly acts: readonly FleetAct[]
}

/** What an operator can do: with one desk (`block`, `bundle`), or with all (`configure`, `wave`). */
export type FleetAct = 'block' | 'bundle' | 'configure' | 'wave'

/** One desk. Times are wall milliseconds, in whole minutes: a picture that changes each second says no more. */
export interface DeskRow {
  readonly desk: string
  readonly online: boolean
  readonly blocked: boolean
  readonly seen: number | null
  readonly lastFact: number | null
  readonly version: string | null
  readonly counters: readonly string[]
  readonly backlog: number
  readonly devices: { readonly ready: number; readonly all: number }
  /** Whole days that its certificate has left. */
  readonly certificateDays: number | null
  readonly alarms: readonly { readonly weight: Alarm['weight']; readonly what: SiteWords; readonly next: SiteWords }[]
}

const minute = 60_000
const day = 24 * 60 * minute

/** All desks, those that need somebody first. */
export function fleetView(fleet: Fleet, acts: readonly FleetAct[], now: number): FleetView {
  const desks = fleet.look()
  return {
    desks: desks.map((desk) => deskRow(desk, now)),
    online: desks.filter(({ online }) => online).length,
    alarmed: desks.filter(({ alarms }) => alarms.length > 0).length,
    acts,
  }
}

function deskRow(desk: WatchedDesk, now: number): DeskRow {
  const { devices, enrolled } = desk
  return {
    desk: desk.desk,
    online: desk.online,
    blocked: enrolled?.isBlocked ?? false,
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
  }
}

function said({ code, args }: Alarm, part: 'sentence' | 'next'): SiteWords {
  const inLanguage = (language: 'vi' | 'en') => {
    const { reason, ...rest } = args
    const words = reason === undefined ? {} : { reason: explained(String(reason), language) }
    return text(code, language, { ...rest, ...words }, part)
  }
  return { vi: inLanguage('vi'), en: inLanguage('en') }
}

/** A desk tells a reason as a code, or in words. What belongs into the sentence of a code stays at the desk. */
function explained(reason: string, language: 'vi' | 'en'): string {
  return isErrorCode(reason) ? `${text(reason, language).replace(/\{\w+\}/g, '…')} (${reason})` : reason
}

function inMinutes(wall: number | undefined): number | null {
  return wall === undefined ? null : Math.floor(wall / minute) * minute
}
