import type { Random } from '../core/index.ts'
import type { Refusal } from './refusals.ts'

/**
 * How soon it makes sense to try again: `soon` after a cut, `busy` when the broker asks for patience, `slow` when
 * somebody must change something first, `clone` when another PC has our name, `now` when we ended it to connect anew.
 */
export type Pace = 'now' | 'soon' | 'busy' | 'slow' | 'clone'

/** What the wait before the next attempt depends on. */
export interface Outage {
  /** Attempts since the last session. */
  readonly attempts: number
  /** Milliseconds since then. */
  readonly outage: number
  readonly pace: Pace
  /** How often in a row the broker has closed on us at once, or asked for patience. */
  readonly setbacks: number
  /** Milliseconds over which the centre wants its desks to come back. */
  readonly spread: number
}

const cap = 30_000
const shortOutage = 60_000
/** Sessions that ended at once which are put down to chance. */
const tolerated = 3

/**
 * Milliseconds to wait, with full jitter so that a centre's desks do not come back all at once. Within the first minute
 * of a cut attempts stay below 0.4 s apart, so that a short cut is over as soon as the network is. Two PCs with one name
 * evict each other; at one attempt a minute that harms nobody.
 */
export function reconnectDelay(outage: Outage, random: Random): number {
  const unit = random.unit()
  switch (outage.pace) {
    case 'now':
      return 0
    case 'clone':
      return 60_000 + unit * 15_000
    case 'slow':
      return 15_000 + unit * 15_000
    case 'busy':
      return unit * Math.max(outage.spread, growing(500, outage.setbacks))
    case 'soon':
      return unit * Math.max(outage.spread, soon(outage))
  }
}

/** The pace that a refusal asks for. */
export function paceOf(refusal: Refusal | undefined): Pace {
  switch (refusal) {
    case 'transient':
    case 'pressure':
      return 'busy'
    case 'forbidden':
    case 'unfit':
    case 'version':
      return 'slow'
    case 'clone':
      return 'clone'
    default:
      return 'soon'
  }
}

function soon({ outage, attempts, setbacks }: Outage): number {
  if (setbacks > tolerated) return growing(400, setbacks - tolerated)
  return outage < shortOutage ? 400 : growing(200, attempts)
}

function growing(first: number, times: number): number {
  return Math.min(cap, first * 2 ** Math.min(times, 20))
}
