import type { Sequence } from '../contract/index.ts'

declare const brand: unique symbol

/**
 * Where a fact stands in the whole journal, over all its epochs: the epoch's ordinal × 2⁴⁰ + the sequence. It is the
 * primary key of the table, so that facts are appended in the order in which they are delivered, without a second index.
 */
export type Position = number & { readonly [brand]: 'Position' }

const perEpoch = 2 ** 40

/** The position of a sequence; sequence 0 is the place just before the epoch's first fact. */
export function positionOf(ordinal: number, sequence: number): Position {
  return (ordinal * perEpoch + sequence) as Position
}

/** The ordinal of a position's epoch. */
export function ordinalOf(position: Position): number {
  return Math.floor(position / perEpoch)
}

/** The sequence of a position within its epoch. */
export function sequenceOf(position: Position): Sequence {
  return (position % perEpoch) as Sequence
}
