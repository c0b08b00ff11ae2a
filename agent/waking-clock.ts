import { uptime } from 'node:os'
import type { Clock, Timer } from '../src/core/index.ts'

/** Less than this is no sleep: clocks are read one after the other, and that of the system counts in hundredths. */
const leastSleep = 1_000
/** A timer of the system stands still as well: what is due after a sleep happens at most so much later. */
const lookEvery = 5_000

/**
 * A clock that goes on while the PC sleeps. The monotonic clock of Linux, which Node counts with, stands still meanwhile: a
 * rating window would be open for whoever comes after the lunch break, and an answer would be waited for since yesterday.
 * `since` tells the milliseconds since the system was started, sleep included.
 */
export function wakingClock(clock: Clock, since: () => number = () => uptime() * 1_000): Clock {
  let slept = 0
  let wallAhead = clock.wall() - clock.mono()
  let systemAhead = since() - clock.mono()

  const mono = () => {
    const now = clock.mono()
    // The wall clock is cheap to ask, and always goes on; only where it has moved the system must say why.
    if (Math.abs(clock.wall() - now - wallAhead) < leastSleep / 2) return now + slept
    wallAhead = clock.wall() - now
    const ahead = since() - now
    if (ahead - systemAhead >= leastSleep) slept += ahead - systemAhead
    systemAhead = ahead
    return now + slept
  }
  return {
    wall: () => clock.wall(),
    mono,
    after(ms, action) {
      const due = mono() + ms
      const look = () => {
        const left = due - mono()
        if (left > 0) timer = clock.after(Math.min(left, lookEvery), look)
        else action()
      }
      let timer: Timer = clock.after(Math.min(Math.max(0, ms), lookEvery), look)
      return { cancel: () => timer.cancel() }
    },
  }
}
