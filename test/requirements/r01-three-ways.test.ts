import { describe, expect, it } from 'vitest'
import { canPlay, counterOf, type Floor, type FloorDesk, openFloor } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'
import { issue, onlyDesk, pressBy, quick, ways } from './counter.ts'

/** What a run of presses left in the books, without what differs by nature: names, times and numbers. */
function told(floor: Floor, from: number, tickets: readonly string[]): readonly unknown[] {
  const plain = (ticket: unknown) => (typeof ticket === 'string' ? `ticket ${tickets.indexOf(ticket)}` : ticket)
  return floor.facts.slice(from).flatMap(({ fact }) => {
    // When a window closes is a matter of time, not of a press.
    if (fact.kind === 'tombstone' || fact.kind === 'unknown' || fact.kind === 'rating.none') return []
    const { ticket, action, outcome, because, reason, implied } = fact.data as Readonly<Record<string, unknown>>
    return [{ kind: fact.kind, ticket: plain(ticket), action, outcome, because, reason, implied }]
  })
}

/**
 * Everything that a key can do, once. Three citizens: one is served, one sent away; one is sent back into the line, waits
 * nearby, and comes back each time.
 */
async function everyKey(way: (typeof ways)[number], floor: Floor, desk: FloorDesk): Promise<readonly string[]> {
  const tickets = await issue(floor, 3)
  const press = (action: Parameters<typeof pressBy>[2], said = {}) => pressBy(way, desk, action, said)
  await press('next')
  await press('recall')
  await press('begin')
  await press('finish')
  await press('next')
  await press('skip')
  await press('next')
  await press('transfer')
  await press('next')
  await press('hold')
  await press('pause')
  await press('open')
  await press('next')
  await press('begin')
  await press('finish')
  // The window of the last one closes as nobody presses.
  await until('nobody can rate', async () => (await counterOf(desk)).rating === null, 60_000)
  await floor.settled()
  return tickets
}

describe.runIf(canPlay())('R1 call, recall, skip, hold, transfer, finish and pause', () => {
  it('give the same result from the keypad, the screen and a shortcut of the system', async () => {
    const rating = { ...quick.rating, untouched: 200 }
    const floor = await openFloor({ settings: { ...quick, rating, transfer: { to: 'land' } } })
    const desk = onlyDesk(floor)
    const results: (readonly unknown[])[] = []
    for (const way of ways) {
      const from = floor.facts.length
      const tickets = await everyKey(way, floor, desk)
      results.push(told(floor, from, tickets))
      const vias = floor.facts.slice(from).flatMap(({ fact }) => ('via' in fact.data ? [fact.data.via] : []))
      expect(new Set(vias)).toEqual(new Set([way]))
    }
    const [keypad = [], ...others] = results
    expect(keypad.length).toBeGreaterThan(20)
    for (const other of others) expect(other).toEqual(keypad)
  }, 240_000)

  it('cause one call only when all three are pressed at once', async () => {
    const floor = await openFloor({ settings: { requestTimeout: 20_000 } })
    const desk = onlyDesk(floor)
    const [first, second] = await issue(floor, 2)
    await Promise.all(ways.map((way) => pressBy(way, desk, 'next')))
    await until('the number is on show', () => desk.number() === first, 60_000)
    await floor.settled()
    expect(floor.of(desk, 'call.requested')).toHaveLength(1)
    expect(floor.of(desk, 'call.ignored')).toHaveLength(2)
    expect(await floor.centre.hall.find(second ?? '')).toMatchObject({ state: 'waiting' })
  }, 120_000)
})
