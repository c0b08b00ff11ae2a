import { describe, expect, it } from 'vitest'
import { canPlay, click, counterOf, type FloorDesk, openFloor, viewOf } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'
import { callNext, expectWhole, issue, onlyDesk, quick } from './counter.ts'

const reserved = 4

async function cutOff(desk: FloorDesk): Promise<void> {
  await desk.cable.pull()
  await until('the desk is alone', async () => !(await desk.client.status()).online, 60_000)
}

async function known(desk: FloorDesk, waiting: number): Promise<void> {
  await until('the desk knows who waits', async () => (await counterOf(desk)).waiting?.count === waiting, 60_000)
}

describe.runIf(canPlay())('R6 a desk that has no centre', () => {
  it('serves those whom it knows, marks every act, and afterwards nothing is lost, doubled or out of order', async () => {
    const floor = await openFloor({ settings: quick, plan: { reserved } })
    const desk = onlyDesk(floor)
    const tickets = await issue(floor, 2)
    await known(desk, 2)
    await cutOff(desk)
    const served = [await callNext(desk), await callNext(desk), await callNext(desk)]
    await desk.press('finish')
    const pressed = desk.panel.presses().length
    await desk.cable.plug()
    await floor.settled()
    expect(served).toEqual([...tickets, 'Q5-001'])
    expect(floor.of(desk, 'call.requested')).toEqual([])
    expect(floor.of(desk, 'call.provisional')).toHaveLength(pressed)
    const ends = floor.of(desk, 'service.end').map(({ data }) => data)
    expect(ends.map(({ ticket }) => ticket)).toEqual(served)
    expect(ends.every(({ provisional }) => provisional === true)).toBe(true)
    expectWhole(floor)
    for (const ticket of served) expect(await floor.centre.hall.find(ticket)).toMatchObject({ state: 'served' })
  }, 180_000)

  it('sends a citizen from one of its counters to another, where the number is called, and the hall has no conflict of it', async () => {
    const [five, six] = ['quay-05/5', 'quay-05/6'] as const
    const floor = await openFloor({
      config: { counters: [5, 6].map((id) => ({ id, ...quick })) },
      plan: { fields: [{ id: 'land', name: { vi: 'Đất đai' }, prefix: 'A', counters: [five, six] }] },
    })
    const desk = onlyDesk(floor)
    const [ticket = ''] = await issue(floor, 1)
    await known(desk, 1)
    await cutOff(desk)
    expect(await callNext(desk)).toBe(ticket)
    await click(desk, 'call', { counter: '5', action: 'transfer', to: '6' })
    await desk.client.press({ action: 'next', counter: '6' })
    const atSix = async () => (await viewOf(desk)).counters.find(({ id }) => id === '6')?.ticket
    await until('the number is at the other counter', async () => (await atSix()) === ticket, 60_000)
    await desk.client.press({ action: 'begin', counter: '6' })
    await desk.client.press({ action: 'finish', counter: '6' })
    await desk.cable.plug()
    await floor.settled()
    expect(await floor.centre.hall.find(ticket)).toMatchObject({ state: 'served', counter: six })
    expect(await floor.centre.hall.conflicts()).toEqual([])
    expectWhole(floor)
  }, 180_000)

  it('takes numbers only from the block kept for its counter, none twice, and each of a block is accounted for', async () => {
    const floor = await openFloor({ desks: 2, settings: quick, plan: { reserved } })
    const [five, six] = floor.desks as [FloorDesk, FloorDesk]
    for (const desk of floor.desks) {
      await until('numbers are kept', async () => (await counterOf(desk)).waiting?.numbersLeft === reserved, 60_000)
      await cutOff(desk)
    }
    const first = [await callNext(five), await callNext(six), await callNext(five)]
    // A power cut in between gives no number a second time.
    await five.kill()
    first.push(await callNext(five))
    for (const desk of floor.desks) await desk.cable.plug()
    await floor.settled()
    await until('the first block is closed', () => floor.of(five, 'numbers.closed').length > 0, 60_000)
    await until('there are new numbers', async () => (await counterOf(five)).waiting?.numbersLeft === reserved, 60_000)
    await cutOff(five)
    first.push(await callNext(five))
    await five.cable.plug()
    await floor.settled()
    expect(first).toEqual(['Q5-001', 'Q6-001', 'Q5-002', 'Q5-003', 'Q5-005'])
    const [closed] = floor.of(five, 'numbers.closed').map(({ data }) => data)
    expect(closed).toMatchObject({ used: 3, unused: 1 })
    expectWhole(floor)
  }, 240_000)
})
