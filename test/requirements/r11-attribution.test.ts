import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/counter/index.ts'
import { canPlay, openFloor } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'
import { callNext, issue, onlyDesk, pressBy, quick, touch, untilClosed } from './counter.ts'

describe.runIf(canPlay())('R11 the rule of attribution', () => {
  it('lets the last press inside the window win, gives one rating per service, and counts a later press for nobody', async () => {
    const floor = await openFloor({ settings: quick })
    const desk = onlyDesk(floor)
    const [first, second] = await issue(floor, 2)
    await callNext(desk)
    await pressBy('keypad', desk, 'begin')
    await pressBy('keypad', desk, 'finish')
    await touch(desk, 1, 2, 5)
    await untilClosed(desk)
    // Somebody walks by.
    desk.pad.press(1)
    await until('the press is in the log', () => floor.of(desk, 'rating.unattributed').length === 1, 60_000)
    // The citizen of the next number is called at once: the one before has the grace.
    await callNext(desk)
    await pressBy('keypad', desk, 'begin')
    await pressBy('keypad', desk, 'finish')
    await touch(desk, 3)
    await untilClosed(desk)
    await floor.settled()
    expect(floor.of(desk, 'rating.touched').map(({ data }) => data.level)).toEqual([1, 2, 5, 3])
    expect(floor.of(desk, 'rating.given').map(({ data }) => [data.ticket, data.level])).toEqual([
      [first, 5],
      [second, 3],
    ])
    expect(floor.of(desk, 'rating.unattributed').map(({ data }) => data.level)).toEqual([1])
  }, 120_000)

  it('has a grace of ten seconds where nobody decided otherwise', () => {
    expect(defaultSettings.rating.grace).toBe(10_000)
  })
})
