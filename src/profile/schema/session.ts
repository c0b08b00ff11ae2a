import { type Static, Type } from 'typebox'
import { closed, Expression, Milliseconds, Name, Variable } from './common.ts'

const Dedupe = closed({ event: Name, key: Variable, within: Milliseconds })

/** A poll whose silence nobody would notice is worse than none: timeout and misses are not optional. */
const Poll = closed({
  send: Name,
  every: Milliseconds,
  timeout: Milliseconds,
  misses: Type.Integer({ minimum: 1, maximum: 100 }),
  /** What silence means: the device is away, or the wire needs opening anew. */
  whenSilent: Type.Optional(Type.Enum(['offline', 'reopen'])),
})

const Keepalive = closed({ send: Name, every: Milliseconds, when: Type.Optional(Expression) })

/** What a hand on a key does to presses. Defaults of the profile; the site may say otherwise. */
export const KeyTuning = closed({
  debounce: Type.Optional(Milliseconds),
  /** A press of the same key so soon after the last one is none. */
  repeat: Type.Optional(Milliseconds),
  /** Held so long, a press of `next` becomes one of `next-long`. */
  long: Type.Optional(Milliseconds),
  /** Two presses of `next` within so long become one of `next-double`. */
  double: Type.Optional(Milliseconds),
  /** Which keys `long` and `double` are for; all when left out. */
  only: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 64 })),
})

/** What makes a measured value worth telling. */
export const ReadingTuning = closed({
  event: Name,
  value: Variable,
  /** So many readings in a row that differ by no more than the deadband. */
  settle: Type.Optional(Type.Integer({ minimum: 2, maximum: 100 })),
  /** Changes up to this are none. */
  deadband: Type.Optional(Type.Number({ minimum: 0 })),
  /** At most one in so many milliseconds; the newest waits. */
  every: Type.Optional(Milliseconds),
  /** After so long without one the value is unknown, not the last one. */
  stale: Type.Optional(Milliseconds),
})

export const SessionPlan = closed({
  open: Type.Optional(Type.Array(Name, { maxItems: 8 })),
  close: Type.Optional(Type.Array(Name, { maxItems: 8 })),
  poll: Type.Optional(Type.Array(Poll, { maxItems: 8 })),
  keepalive: Type.Optional(Type.Array(Keepalive, { maxItems: 8 })),
  dedupe: Type.Optional(Type.Union([Dedupe, Type.Array(Dedupe, { maxItems: 8 })])),
  keys: Type.Optional(KeyTuning),
  readings: Type.Optional(Type.Array(ReadingTuning, { maxItems: 16 })),
})

export type SessionSpec = Static<typeof SessionPlan>
export type PollSpec = Static<typeof Poll>
export type KeepaliveSpec = Static<typeof Keepalive>
export type DedupeSpec = Static<typeof Dedupe>
export type KeyTuningSpec = Static<typeof KeyTuning>
export type ReadingTuningSpec = Static<typeof ReadingTuning>
