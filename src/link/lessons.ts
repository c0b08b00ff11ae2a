import type { Refusal } from '../broker/index.ts'
import { type Evictions, undisputed } from './eviction.ts'
import type { Setback } from './setback.ts'
import { type Suspicion, trust } from './suspicion.ts'
import { largestWindow } from './window.ts'

/** What the link has learned of its broker. It outlives sessions, but not the program. */
export interface Lessons {
  suspicion: Suspicion
  /** Waits of the facts and of the results after refusals. */
  facts: Setback | undefined
  results: Setback | undefined
  /** The window that the broker was seen to bear, and when (monotonic). */
  ceiling: { readonly facts: number; readonly at: number } | undefined
  evictions: Evictions
  /** Since when the broker has known of nobody who listens, monotonic. */
  unheardSince: number | undefined
}

/** Nothing is known yet. */
export function newLessons(): Lessons {
  return {
    suspicion: trust,
    facts: undefined,
    results: undefined,
    ceiling: undefined,
    evictions: undisputed,
    unheardSince: undefined,
  }
}

const doublesEvery = 60_000

/** The largest window to try now: after a broker has closed for want of room it grows again with time. */
export function bearable({ ceiling }: Lessons, now: number): number {
  if (!ceiling) return largestWindow
  const minutes = Math.floor((now - ceiling.at) / doublesEvery)
  return Math.min(largestWindow, ceiling.facts * 2 ** Math.min(minutes, 10))
}

/** The broker closed while so many facts were allowed under way. */
export function closedFor(lessons: Lessons, refusal: Refusal | undefined, limit: number, now: number): void {
  if (refusal !== 'transient' && refusal !== 'pressure') return
  lessons.ceiling = { facts: Math.max(1, Math.floor(limit / 2)), at: now }
}
