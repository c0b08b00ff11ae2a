import type { CardRules, CountersMessage, RatingSet } from '../../contract/index.ts'

/** A field of work that citizens take a ticket for, and the counters that serve it. */
export interface Field {
  readonly id: string
  readonly name: { readonly vi: string; readonly en?: string }
  /** What stands before its numbers, e.g. A. */
  readonly prefix: string
  /** The counters that serve it, as `{desk}/{counter}`; `*` for every counter that speaks. */
  readonly counters: readonly string[]
}

/** Which of those who wait comes next: those with priority always first, or one after each `normal` others. */
export type PriorityMode = { readonly mode: 'strict' } | { readonly mode: 'interleaved'; readonly normal: number }

/** What a reference centre is made of; the file `centre.yaml`. */
export interface HallPlan {
  /** The name of the centre, as its desks have it in their topics; `*` for any. */
  readonly centre: string
  readonly title: { readonly vi: string; readonly en?: string }
  readonly fields: readonly Field[]
  readonly priority: PriorityMode
  readonly rating: RatingSet
  readonly pauseReasons: readonly string[]
  /** How many numbers are kept for each counter for the time without the centre; 0 for none. */
  readonly reserved: number
  readonly officers: readonly HallOfficer[]
  /** What procedures may take of a citizen's card; without it the number alone. */
  readonly cards?: CardRules
}

/** Somebody who works here. The key is what `officers.salt` and the PIN give (see the contract); absent where none is set. */
export interface HallOfficer {
  readonly officer: string
  readonly name: string
  readonly pin?: { readonly salt: string; readonly key: string }
}

/**
 * How a ticket is. One that is held stays its counter's: it is called again, under its number, after three further calls of
 * that counter, as soon as nobody else waits for it, or when the officer recalls it by its number. One that was transferred
 * stands in its new line by the time of its coming. Served and skipped ones are over.
 */
export type TicketState = 'waiting' | 'called' | 'serving' | 'held' | 'served' | 'skipped'

/** One ticket of today. Times are wall time in milliseconds. */
export interface HallTicket {
  readonly ticket: string
  readonly field: string
  readonly priority: boolean
  readonly state: TicketState
  /** `{desk}/{counter}` */
  readonly counter: string | null
  readonly issued: number
  readonly called: number | null
  /** Waiting before it in its field. */
  readonly ahead?: number
}

/** One counter, live. */
export interface HallCounter {
  /** `{desk}/{counter}` */
  readonly place: string
  readonly online: boolean
  /** What the desk last said that it shows; undefined before it said anything. */
  readonly shows: CountersMessage['counters'][number] | undefined
}

/** Everything that displays, pads and the page of the centre show. */
export interface HallPicture {
  readonly counters: readonly HallCounter[]
  readonly waiting: readonly { readonly field: string; readonly count: number; readonly next: readonly string[] }[]
  /** The latest calls, newest first: what a voice says. `number` grows with each call, also of the same ticket again. */
  readonly calls: readonly {
    readonly number: number
    readonly ticket: string
    readonly place: string
    readonly at: number
  }[]
  readonly conflicts: number
}

/** Two counters had the same ticket. */
export interface Conflict {
  readonly id: number
  readonly ticket: string
  readonly places: readonly [string, string]
  readonly at: readonly [number, number]
  readonly settled: { readonly at: number; readonly words: string } | null
}

/** One row of a day's report. Durations in seconds; null where there was nothing to measure. */
export interface ReportRow {
  /** An officer, a counter or a field, by the report's kind. */
  readonly name: string
  readonly served: number
  readonly skipped: number
  readonly waitingMedian: number | null
  readonly waitingP90: number | null
  readonly servingMedian: number | null
  readonly servingP90: number | null
  /** How often each level was given, from the lowest. */
  readonly ratings: readonly number[]
  /** Services that nobody rated: never a zero. */
  readonly notRated: number
  /** The mean of the points of the ratings; null where there are too few to say. */
  readonly points: number | null
}

/** A day at the centre. */
export interface DayReport {
  /** `2026-11-22` */
  readonly day: string
  readonly scale: string
  readonly officers: readonly ReportRow[]
  readonly counters: readonly ReportRow[]
  readonly fields: readonly ReportRow[]
  /** Services that were entered from paper, and acts without the centre. */
  readonly late: number
  readonly provisional: number
  /** Presses on rating pads that counted for nobody. */
  readonly unattributed: number
  /** When desks were away. */
  readonly outages: readonly { readonly desk: string; readonly from: number; readonly to: number | null }[]
}

/** The hall of a reference centre. */
export interface Hall {
  readonly plan: HallPlan
  /** Gives out a ticket. Throws DeskError DB-HAL-001 for a field that is none. */
  issue(field: string, options?: { readonly priority?: boolean }): Promise<HallTicket>
  /** A ticket of today, for the citizen's look. */
  find(ticket: string): Promise<HallTicket | undefined>
  picture(): HallPicture
  /** Tells that the picture changed; at most some ten times a second. */
  onChange(listener: () => void): () => void
  /** A press on a rating page that this centre serves. Resolves when the desk has it on its disk. */
  press(
    place: string,
    press: { readonly service: string; readonly level: number; readonly question?: string },
  ): Promise<void>
  report(day: string): Promise<DayReport>
  conflicts(): Promise<readonly Conflict[]>
  settle(conflict: number, words: string): Promise<void>
}
