import type { Random } from '../../src/core/index.ts'

/** How a visit goes, as officers and citizens have it in them. */
export type Visit =
  | { readonly kind: 'skipped' | 'held' }
  | {
      readonly kind: 'served'
      /** Whether the officer says "finish", or calls the next one at once. */
      readonly ends: 'with finish' | 'with next'
      /** Milliseconds. */
      readonly serving: number
      readonly rating: Rating
    }

/** What a citizen does with the pad. */
export type Rating =
  | { readonly kind: 'none' }
  /** Presses one after the other in the open window; the last one counts. */
  | { readonly kind: 'given'; readonly levels: readonly number[] }
  /** A press long after the next number was shown: for nobody. */
  | { readonly kind: 'too late'; readonly level: number }

/** The milliseconds that the day is played with, some 150 times as fast as a real one. */
export const pace = {
  arrival: 140,
  serving: [200, 1_500],
  /** From one thing that a person does to the next. */
  breath: 150,
  /** Settings of the counters. Citizens press well before or well after them. */
  afterTouch: 1_000,
  grace: 2_000,
  untouched: 6_000,
  doublePress: 60,
} as const

/** Draws a whole number from 0 up to but not including `limit`. */
export function below(random: Random, limit: number): number {
  return Math.floor(random.unit() * limit)
}

/** Draws how a visit goes. */
export function drawVisit(random: Random): Visit {
  const luck = below(random, 100)
  if (luck < 5) return { kind: 'skipped' }
  if (luck < 8) return { kind: 'held' }
  const [least, most] = pace.serving
  return {
    kind: 'served',
    ends: below(random, 3) === 0 ? 'with next' : 'with finish',
    serving: least + below(random, most - least),
    rating: drawRating(random),
  }
}

function drawRating(random: Random): Rating {
  const luck = below(random, 100)
  const level = () => 1 + below(random, 5)
  if (luck < 35) return { kind: 'none' }
  if (luck < 80) return { kind: 'given', levels: [level()] }
  if (luck < 96) return { kind: 'given', levels: [level(), level()] }
  return { kind: 'too late', level: level() }
}
