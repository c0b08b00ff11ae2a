import { describe, expect, it } from 'vitest'
import { canPlay, counterOf, type FloorDesk, openFloor } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'
import { callNext, issue, pressBy, quick } from './counter.ts'

describe.runIf(canPlay())('R2 a held person', () => {
  it('returns to the same counter without a new number, however many counters call', async () => {
    const floor = await openFloor({ desks: 2, settings: quick })
    const [here, there] = floor.desks as [FloorDesk, FloorDesk]
    const tickets = await issue(floor, 8)
    const held = await callNext(here)
    await pressBy('keypad', here, 'hold')
    await until('the number is gone', () => here.number() === undefined, 60_000)
    const elsewhere = [await callNext(there), await callNext(there)]
    const before = [await callNext(here), await callNext(here), await callNext(here)]
    expect(await callNext(here)).toBe(held)
    expect([...elsewhere, ...before]).not.toContain(held)
    const left = tickets.length - elsewhere.length - before.length - 1
    await until('the hall counts so', () => floor.centre.hall.picture().waiting[0]?.count === left, 60_000)
  }, 120_000)

  it('returns so also while the centre cannot be asked, and its books know it afterwards', async () => {
    const floor = await openFloor({ settings: quick })
    const [desk] = floor.desks as [FloorDesk]
    await issue(floor, 2)
    const held = await callNext(desk)
    await floor.settled()
    await until('the list is the one of now', async () => (await waitingAt(desk)) === 1, 60_000)
    await desk.cable.pull()
    await until('the desk is alone', async () => !(await desk.client.status()).online, 60_000)
    await desk.press('hold')
    const other = await callNext(desk)
    expect(other).not.toBe(held)
    // Nobody else waits, so it is their turn.
    expect(await callNext(desk)).toBe(held)
    await desk.press('begin')
    await desk.cable.plug()
    await floor.settled()
    await until('the hall knows', async () => (await floor.centre.hall.find(held))?.state === 'serving', 60_000)
    expect(await floor.centre.hall.find(held)).toMatchObject({ counter: desk.place })
    expect(await floor.centre.hall.conflicts()).toEqual([])
  }, 120_000)

  it('is called back by number from the page and by a shortcut, also while the centre cannot be asked', async () => {
    const floor = await openFloor({ settings: quick })
    const [desk] = floor.desks as [FloorDesk]
    await issue(floor, 3)
    const held = await callNext(desk)
    await pressBy('keypad', desk, 'hold')
    await until('the desk knows who waits nearby', () => isHeld(desk, held), 60_000)
    await pressBy('screen', desk, 'recall', { ticket: held })
    await until('the number is on show', () => desk.number() === held, 60_000)
    await pressBy('screen', desk, 'hold')
    await until('the desk knows it again', () => isHeld(desk, held), 60_000)
    await desk.cable.pull()
    await until('the desk is alone', async () => !(await desk.client.status()).online, 60_000)
    await desk.client.press({ action: 'recall', ticket: held.toLowerCase() })
    await until('the number is on show without the centre', () => desk.number() === held, 60_000)
    await desk.press('begin')
    await desk.cable.plug()
    await floor.settled()
    await until('the hall knows', async () => (await floor.centre.hall.find(held))?.state === 'serving', 60_000)
    expect(await floor.centre.hall.find(held)).toMatchObject({ counter: desk.place })
    expect(await floor.centre.hall.conflicts()).toEqual([])
  }, 120_000)
})

async function isHeld(desk: FloorDesk, ticket: string): Promise<boolean> {
  return (await counterOf(desk)).held.includes(ticket)
}

async function waitingAt(desk: FloorDesk): Promise<number | undefined> {
  return (await counterOf(desk)).waiting?.count
}
