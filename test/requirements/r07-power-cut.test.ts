import { describe, expect, it } from 'vitest'
import { canPlay, counterOf, openFloor, pins, viewOf } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'
import { callNext, expectWhole, issue, onlyDesk, pressBy, quick, sitDown } from './counter.ts'

const promised = 60_000

describe.runIf(canPlay())('R7 after a power cut', () => {
  it('the agent is back with the same ticket, officer and unsent work within 60 seconds', async () => {
    const floor = await openFloor({ settings: quick })
    const desk = onlyDesk(floor)
    await issue(floor, 2)
    await sitDown(floor, desk, 'cb-a', pins['cb-a'])
    const ticket = await callNext(desk)
    await pressBy('keypad', desk, 'begin')
    await floor.settled()
    await desk.cable.pull()
    await until('the desk is alone', async () => !(await desk.client.status()).online, 60_000)
    await desk.press('recall')
    const before = await counterOf(desk)
    const unsent = await desk.backlog()
    expect(unsent).toBeGreaterThan(0)

    const cut = performance.now()
    await desk.kill()
    await until('the number is on the display again', () => desk.number() === ticket, promised)
    const after = await counterOf(desk)
    expect(performance.now() - cut).toBeLessThan(promised)
    expect(after.officer).toEqual(before.officer)
    expect(after.service).toEqual(before.service)
    expect((await viewOf(desk)).link.unsent).toBeGreaterThanOrEqual(unsent)

    await desk.cable.plug()
    await floor.settled()
    expect(floor.of(desk, 'call.provisional').filter(({ data }) => data.action === 'recall')).toHaveLength(1)
    expectWhole(floor)
  }, 180_000)
})
