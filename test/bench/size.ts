/** How much is measured in one round. */
export interface Size {
  /** How often the disk and the broker are measured at the pace of the presses, and in a burst. */
  readonly floors: number
  readonly roundTrips: number
  readonly burst: number
  readonly presses: number
  /** Milliseconds from one press to the next. */
  readonly pressGap: number
  readonly offlineFacts: number
  readonly starts: number
  readonly idleSeconds: number
  /** Events offered at once to a connected program. */
  readonly sustained: number
  /** Events kept while the broker is away, and then delivered; those that go over a long way. */
  readonly backlog: number
  readonly far: number
  /** Facts that wait while memory is measured. */
  readonly waiting: number
}

/** The size that counts: a round takes about four minutes. */
export const full: Size = {
  floors: 100,
  roundTrips: 40,
  burst: 500,
  presses: 160,
  pressGap: 50,
  offlineFacts: 50_000,
  starts: 2,
  idleSeconds: 30,
  sustained: 40_000,
  backlog: 100_000,
  far: 50_000,
  waiting: 1_000_000,
}

/** Enough to see that everything works. */
export const quick: Size = {
  ...full,
  floors: 20,
  roundTrips: 20,
  burst: 100,
  presses: 40,
  offlineFacts: 10_000,
  starts: 1,
  idleSeconds: 4,
  sustained: 5_000,
  backlog: 10_000,
  far: 10_000,
  waiting: 50_000,
}
