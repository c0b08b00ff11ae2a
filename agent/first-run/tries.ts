import type { Clock } from '../../src/core/index.ts'

/** Counts wrong codes: after five of them none is looked at for a minute, then for two, four, … */
export interface Tries {
  /** Seconds until the next code is looked at; 0 for at once. */
  lockedFor(): number
  count(): void
}

const triesPerLock = 5
const firstLock = 60_000
const longestLock = 3_600_000

/** Nobody has tried yet. */
export function countTries(clock: Clock): Tries {
  let failures = 0
  let locks = 0
  let until = Number.NEGATIVE_INFINITY
  return {
    lockedFor: () => Math.max(0, Math.ceil((until - clock.mono()) / 1000)),
    count() {
      failures++
      if (failures < triesPerLock) return
      until = clock.mono() + Math.min(longestLock, firstLock * 2 ** locks)
      failures = 0
      locks++
    },
  }
}
