import type { CounterLine } from '../contract/index.ts'
import type { CounterSettings } from './settings.ts'
import type { Parked } from './state.ts'

/** What a counter knows of the outside at the moment of a step. */
export interface Surroundings {
  readonly settings: CounterSettings
  /** Whether the centre can be asked now; if not, the counter goes on by itself. */
  readonly centre: 'in-reach' | 'out-of-reach'
  /** Who waits for this counter, by the last word of the centre; null before the first. */
  readonly line: CounterLine | null
  /** Tickets that other counters of this desk have or had (`claimedTickets`), so that none is at two of them. */
  readonly elsewhere: readonly string[]
  /** Whom other counters of this desk sent here while the centre could not be asked. */
  readonly parked: readonly Parked[]
}

/** A centre that answers and said nothing of who waits. */
export function inReach(settings: CounterSettings): Surroundings {
  return { settings, centre: 'in-reach', line: null, elsewhere: [], parked: [] }
}
