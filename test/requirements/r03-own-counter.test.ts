import { describe, expect, it } from 'vitest'
import { canPlay, click, counterOf, type FloorDesk, openFloor, pins } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'
import { callNext, issue, pressBy, quick, sitDown } from './counter.ts'

describe.runIf(canPlay())('R3 an officer', () => {
  it('can call for the counter where the officer sits, and for no other; the server decides which number comes', async () => {
    const floor = await openFloor({ desks: 2, settings: quick })
    const [five, six] = floor.desks as [FloorDesk, FloorDesk]
    const [first, second] = await issue(floor, 2)
    await sitDown(floor, five, 'cb-a', pins['cb-a'])
    await expect(click(five, 'call', { counter: '6', action: 'next' })).rejects.toThrow('DB-AGT-004')
    await expect(five.client.press({ action: 'next', counter: '6' })).rejects.toThrow('DB-AGT-004')
    expect(six.number()).toBeUndefined()
    expect(await callNext(five)).toBe(first)
    expect(await callNext(six)).toBe(second)
    await floor.settled()
    expect(floor.of(five, 'call.requested').every(({ subject }) => subject === 'counter/5')).toBe(true)
  }, 120_000)

  it('gets no number where nobody waits: while it is online a desk invents none, though it has some of its own', async () => {
    const floor = await openFloor({ settings: quick, plan: { reserved: 10 } })
    const [desk] = floor.desks as [FloorDesk]
    await until('numbers are kept', async () => (await counterOf(desk)).waiting?.numbersLeft === 10, 60_000)
    await pressBy('keypad', desk, 'next')
    await floor.settled()
    expect(desk.number()).toBeUndefined()
    expect(floor.of(desk, 'call.requested')).toHaveLength(1)
    expect(floor.of(desk, 'call.provisional')).toEqual([])
    expect(floor.of(desk, 'ticket.shown').filter(({ data }) => data.ticket !== null)).toEqual([])
  }, 120_000)
})
