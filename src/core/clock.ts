/**
 * The only source of time. Rooms that think are handed a {@link Moment}; rooms at the edge are handed a Clock.
 * The agent gives the real one, tests a fake one.
 */
export interface Clock {
  /** Wall time in milliseconds since 1970-01-01 UTC. May jump; never used for durations. */
  wall(): number
  /** Monotonic time in milliseconds with fractions, from an arbitrary start. Never jumps, does not survive a restart. */
  mono(): number
  /** Runs `action` once, `ms` milliseconds of monotonic time from now. */
  after(ms: number, action: () => void): Timer
}

/** A pending call of {@link Clock.after}. */
export interface Timer {
  cancel(): void
}

/**
 * How far the wall clock may be believed: `synced` agrees with the centre's clock, `free-running` was never compared or
 * not lately, `stepped` jumped since the last comparison.
 */
export type ClockQuality = 'synced' | 'free-running' | 'stepped'

/** One instant, as handed to code that must not read a clock itself. */
export interface Moment {
  readonly wall: number
  readonly mono: number
  readonly quality: ClockQuality
}
