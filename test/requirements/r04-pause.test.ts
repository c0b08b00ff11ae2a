import { describe, expect, it } from 'vitest'
import { canPlay, click, counterOf, openFloor } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'
import { issue, onlyDesk, pressBy, quick } from './counter.ts'

const pauseReasons = ['Đi họp', 'Hết giờ làm việc']

describe.runIf(canPlay())('R4 a pause', () => {
  it('has a reason from the list of the centre, the displays show the counter as closed, and nobody is called', async () => {
    const floor = await openFloor({ settings: quick, plan: { pauseReasons } })
    const desk = onlyDesk(floor)
    const [ticket = ''] = await issue(floor, 1)
    await until(
      'the list is there',
      async () => (await counterOf(desk)).pauseReasons.join() === pauseReasons.join(),
      60_000,
    )
    await click(desk, 'call', { counter: '5', action: 'pause', reason: 'Hết giờ làm việc' })
    const shows = () => floor.centre.hall.picture().counters[0]?.shows?.sign
    await until('the wall says so', () => shows()?.state === 'paused', 60_000)
    expect(shows()).toEqual({ state: 'paused', reason: 'Hết giờ làm việc' })
    const glass = () => desk.display.lines().join(' ').toLowerCase()
    await until('the display of the counter says so', () => /tam dung|tam dong|dong/.test(glass()), 60_000)
    await pressBy('keypad', desk, 'next')
    expect(desk.number()).toBeUndefined()
    expect(await floor.centre.hall.find(ticket)).toMatchObject({ state: 'waiting' })

    // A reason that is not on the list is not shown to anybody: the first one is.
    await desk.press('open')
    await click(desk, 'call', { counter: '5', action: 'pause', reason: 'Không thích' })
    await floor.settled()
    expect(floor.of(desk, 'counter.paused').map(({ data }) => data.reason)).toEqual(['Hết giờ làm việc', 'Đi họp'])
  }, 120_000)
})
