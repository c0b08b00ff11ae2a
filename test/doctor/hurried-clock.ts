import type { Clock } from '../../src/core/index.ts'
import { systemClock } from '../support/faces.ts'

/** A clock that goes so many times faster than the real one, for what takes minutes to be noticed. */
export function hurriedClock(times: number): Clock {
  const [wall, mono] = [systemClock.wall(), systemClock.mono()]
  const passed = () => (systemClock.mono() - mono) * times
  return {
    wall: () => wall + passed(),
    mono: () => mono + passed(),
    after: (ms, action) => systemClock.after(ms / times, action),
  }
}
