import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { formatTime } from '../contract/index.ts'
import { judgeClock } from './clock-quality.ts'

describe('the clock', () => {
  it('is free-running until the centre has said what time it is', () => {
    const clock = fakeClock()
    const judge = judgeClock(clock)
    expect(judge.quality()).toBe('free-running')
    judge.heard(formatTime(clock.wall()))
    expect(judge.quality()).toBe('synced')
  })

  it('is not believed when it is more than 2 s away from the centre', () => {
    const clock = fakeClock()
    const judge = judgeClock(clock)
    judge.heard(formatTime(clock.wall() + 2_001))
    expect(judge.quality()).toBe('free-running')
    judge.heard('not a time')
    expect(judge.quality()).toBe('free-running')
  })

  it('is stepped when somebody turns it, whichever way', () => {
    for (const step of [-3_600_000, 3_600_000]) {
      const clock = fakeClock()
      const judge = judgeClock(clock)
      judge.heard(formatTime(clock.wall()))
      clock.advance(10_000)
      clock.stepWall(step)
      expect(judge.quality()).toBe('stepped')
    }
  })

  it('is stepped also when the centre was never heard, until it is', () => {
    const clock = fakeClock()
    const judge = judgeClock(clock)
    clock.advance(60_000)
    expect(judge.quality()).toBe('free-running')
    clock.stepWall(3 * 365 * 86_400_000)
    expect(judge.quality()).toBe('stepped')
    clock.stepWall(-3 * 365 * 86_400_000)
    expect(judge.quality()).toBe('stepped')
    judge.heard(formatTime(clock.wall()))
    expect(judge.quality()).toBe('synced')
  })

  it('that only drifts is not stepped, and not believed once the centre has been silent for long', () => {
    const clock = fakeClock()
    const judge = judgeClock(clock)
    judge.heard(formatTime(clock.wall()))
    for (let minute = 0; minute < 59; minute++) {
      clock.advance(60_000)
      clock.stepWall(30)
      expect(judge.quality()).toBe('synced')
    }
    clock.advance(120_000)
    expect(judge.quality()).toBe('free-running')
  })

  it('is free-running again when the centre has been silent for an hour', () => {
    const clock = fakeClock()
    const judge = judgeClock(clock)
    judge.heard(formatTime(clock.wall()))
    clock.advance(3_600_001)
    expect(judge.quality()).toBe('free-running')
  })
})
