import type { Clock } from '../../core/index.ts'
import type { KeptAttempts } from './kept.ts'

/** Who types codes: a page's origin, in the hands of one user of this PC. */
export interface Guesser {
  readonly origin: string
  readonly user: string
}

/** Counts wrong codes: after five of them none is looked at for a minute, then for two, four, … */
export interface Attempts {
  /** Seconds until the next code is looked at; 0 for at once. */
  lockedFor(who: Guesser): number
  /** Counts a try before it is looked at, so that a crash in between gives nobody a free one. */
  count(who: Guesser): void
  triesLeft(who: Guesser): number
  /** Somebody at the desk did not ask for this: it is locked at once. */
  refuse(who: Guesser): void
  wasRefused(who: Guesser): boolean
  forgive(who: Guesser): void
  /** Those that somebody should know of. */
  suspicious(): readonly KeptAttempts[]
  kept(): KeptAttempts[]
}

const triesPerLock = 5
const firstLock = 60_000
const longestLock = 24 * 3_600_000
/** Wrong codes are forgotten after a quiet day. */
const memory = 24 * 3_600_000
const mostGuessers = 256

/** Takes up the count where it was left. */
export function createAttempts(clock: Clock, before: readonly KeptAttempts[]): Attempts {
  let all = [...before]
  const find = (who: Guesser) => all.find(({ origin, user }) => origin === who.origin && user === who.user)
  const put = (row: KeptAttempts) => {
    const others = all.filter(({ origin, user }) => origin !== row.origin || user !== row.user)
    all = [...others, row].slice(-mostGuessers)
  }
  const lockedFor = (who: Guesser) => {
    const row = find(who)
    if (!row || row.until === 0) return 0
    const length = lockLength(row.locks)
    const left = row.until - clock.wall()
    // The clock went back: the lock does not get longer by that.
    if (left > length) put({ ...row, until: clock.wall() + length })
    if (left < -memory) put({ ...row, failures: 0, locks: 0, until: 0 })
    return Math.max(0, Math.ceil(Math.min(left, length) / 1000))
  }
  const lock = (who: Guesser, locks: number, refused: boolean) =>
    put({ origin: who.origin, user: who.user, failures: 0, locks, until: clock.wall() + lockLength(locks), refused })
  return {
    lockedFor,
    count(who) {
      const row = find(who) ?? { origin: who.origin, user: who.user, failures: 0, locks: 0, until: 0 }
      const failures = row.failures + 1
      if (failures < triesPerLock) put({ ...row, failures })
      else lock(who, row.locks + 1, false)
    },
    refuse: (who) => lock(who, (find(who)?.locks ?? 0) + 1, true),
    wasRefused: (who) => find(who)?.refused ?? false,
    triesLeft: (who) => (lockedFor(who) > 0 ? 0 : triesPerLock - (find(who)?.failures ?? 0)),
    forgive(who) {
      const row = find(who)
      if (row) all = all.filter((other) => other !== row)
    },
    suspicious: () => all.filter(({ locks, until }) => locks > 0 && clock.wall() - until < memory),
    kept: () => all,
  }
}

function lockLength(locks: number): number {
  return Math.min(longestLock, firstLock * 2 ** (locks - 1))
}
