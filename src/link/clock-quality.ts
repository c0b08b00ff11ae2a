import { parseTime } from '../contract/index.ts'
import type { Clock, ClockQuality } from '../core/index.ts'

const tolerance = 2_000
const staleAfter = 3_600_000
/** Between two looks a wall clock that is only slow or fast goes wrong by this much at most. */
const drift = 0.001

/** Judges the wall clock by the centre's time, as far as it is known. */
export interface ClockJudge {
  /** The centre said what time it is. */
  heard(time: string): void
  quality(): ClockQuality
  /** Milliseconds by which the wall clock was ahead of the centre's when that was last heard. */
  ahead(): number | undefined
}

/** One look at both clocks. */
interface Look {
  readonly wall: number
  readonly mono: number
}

/**
 * A new judge: free-running until the centre has been heard. A jump of wall against monotonic time, between any two looks,
 * shows as `stepped` until the centre has been heard again.
 */
export function judgeClock(clock: Clock): ClockJudge {
  const look = (): Look => ({ wall: clock.wall(), mono: clock.mono() })
  let agreed: Look | undefined
  let last = look()
  let stepped = false
  let ahead: number | undefined

  const watch = (now: Look) => {
    if (hasJumped(last, now)) stepped = true
    last = now
  }
  return {
    heard(time) {
      const now = look()
      last = now
      stepped = false
      ahead = now.wall - parseTime(time)
      agreed = Math.abs(ahead) <= tolerance ? now : undefined
    },
    quality() {
      const now = look()
      watch(now)
      if (stepped || (agreed && hasJumped(agreed, now))) return 'stepped'
      return agreed && now.mono - agreed.mono <= staleAfter ? 'synced' : 'free-running'
    },
    ahead: () => ahead,
  }
}

function hasJumped(before: Look, now: Look): boolean {
  const elapsed = now.mono - before.mono
  return Math.abs(now.wall - before.wall - elapsed) > tolerance + elapsed * drift
}
