import { parseTime } from '../contract/index.ts'
import type { Clock, ClockQuality } from '../core/index.ts'

const tolerance = 2_000
const staleAfter = 3_600_000

/** Judges the wall clock by the centre's time, as far as it is known. */
export interface ClockJudge {
  /** The centre said what time it is. */
  heard(time: string): void
  quality(): ClockQuality
}

/** A new judge: free-running until the centre has been heard. A jump of wall against monotonic time shows as `stepped`. */
export function judgeClock(clock: Clock): ClockJudge {
  let agreed: { readonly wall: number; readonly mono: number } | undefined
  return {
    heard(time) {
      const wall = clock.wall()
      agreed = Math.abs(parseTime(time) - wall) <= tolerance ? { wall, mono: clock.mono() } : undefined
    },
    quality() {
      if (!agreed) return 'free-running'
      const elapsed = clock.mono() - agreed.mono
      if (Math.abs(clock.wall() - agreed.wall - elapsed) > tolerance) return 'stepped'
      return elapsed > staleAfter ? 'free-running' : 'synced'
    },
  }
}
