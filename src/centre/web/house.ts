import type { Clock } from '../../core/index.ts'
import type { Fleet } from '../fleet/index.ts'
import type { Hall } from '../hall/hall.ts'
import type { FleetActs } from './fleet-acts.ts'
import { createLive, type Live } from './live.ts'
import type { Operators } from './operators.ts'
import type { Pads } from './pads.ts'
import { createRateLimit, type RateLimit } from './rate.ts'
import { boardView } from './views/board.ts'
import { fleetView } from './views/fleet.ts'
import { officeView } from './views/office.ts'
import { padView } from './views/pad.ts'
import type { Voice } from './voice.ts'

/** What the routes of the pages work with. */
export interface WebHouse {
  readonly hall: Hall
  readonly pads: Pads
  readonly operators: Operators
  readonly voice: Voice
  readonly lives: Lives
  /** Where this centre watches its desks. */
  readonly fleet: WatchedFleet | undefined
  readonly limits: Limits
  /** The wall clock of the centre. */
  now(): number
}

/** The desks, and what can be done with them from a page. */
export interface WatchedFleet {
  readonly watch: Fleet
  readonly acts: FleetActs
}

/** The pictures that pages follow. */
export interface Lives {
  readonly board: Live
  readonly office: Live
  /** Drawn by its own changes, which are many and small. */
  readonly fleet: Live | undefined
  /** One for each counter, made when its first pad comes. */
  pad(place: string): Live
  refresh(at: number): void
}

/** How often one address may do what. A person never comes near; a program that floods us does. */
export interface Limits {
  readonly look: RateLimit
  readonly issue: RateLimit
  readonly rate: RateLimit
  readonly pair: RateLimit
  readonly signIn: RateLimit
  readonly operate: RateLimit
}

/** What pictures are drawn from. `life` names this life of the server. */
export type LivesOptions = Pick<WebHouse, 'hall' | 'pads' | 'fleet' | 'now'> & { readonly life: string }

/** The pictures of a hall and its desks. */
export function createLives({ life, hall, pads, fleet, now }: LivesOptions): Lives {
  const board = createLive(life, () => boardView(hall))
  const office = createLive(life, () => officeView(hall, pads))
  const byPlace = new Map<string, Live>()
  return {
    board,
    office,
    fleet: fleet && createLive(life, () => fleetView(fleet.watch, fleet.acts, now())),
    pad(place) {
      const live = byPlace.get(place) ?? createLive(life, () => padView(hall, place))
      byPlace.set(place, live)
      return live
    },
    refresh(at) {
      for (const live of [board, office, ...byPlace.values()]) live.refresh(at)
    },
  }
}

/** The bounds of one server. */
export function createLimits(clock: Clock): Limits {
  return {
    look: createRateLimit(clock, { burst: 300, perSecond: 20 }),
    issue: createRateLimit(clock, { burst: 20, perSecond: 1 }),
    rate: createRateLimit(clock, { burst: 30, perSecond: 3 }),
    pair: createRateLimit(clock, { burst: 10, perSecond: 0.1 }),
    signIn: createRateLimit(clock, { burst: 10, perSecond: 0.2 }),
    operate: createRateLimit(clock, { burst: 60, perSecond: 5 }),
  }
}
