import { describe, expect, it } from 'vitest'
import { seededRandom, seedOfRun } from '../../../test/support/faces.ts'
import { BusyCounter } from './busy-hall.fixture.ts'
import { openTestHall, smallPlan, type TestHall } from './hall.fixture.ts'

const places = ['quay-01/1', 'quay-02/2', 'quay-03/3', 'quay-04/4', 'quay-05/5', 'quay-06/6']
const plan = {
  ...smallPlan,
  fields: [
    { id: 'dat-dai', name: { vi: 'Đất đai' }, prefix: 'A', counters: places.slice(0, 4) },
    { id: 'kinh-doanh', name: { vi: 'Kinh doanh' }, prefix: 'B', counters: places.slice(2) },
  ],
}

/** A day at random: counters call, answers come late, cables are pulled, and facts arrive in any order of the desks. */
async function randomDay(hall: TestHall, seed: number): Promise<BusyCounter[]> {
  const { unit } = seededRandom(seed)
  const pick = <T>(from: readonly T[]) => from[Math.floor(unit() * from.length)] as T
  const counters = places.map((place, n) => new BusyCounter(place, hall, seed + n + 1))
  const acts: readonly ((counter: BusyCounter) => Promise<unknown>)[] = [
    () => hall.hall.issue(pick(plan.fields).id, { priority: unit() < 0.1 }),
    () => hall.hall.issue(pick(plan.fields).id),
    (counter) => counter.next(),
    (counter) => counter.next(),
    (counter) => counter.begin(),
    (counter) => counter.finish(),
    (counter) => counter.sendAway(unit() < 0.5 ? 'skip' : 'hold'),
    async (counter) => (unit() < 0.3 && counter.online ? await counter.cut() : undefined),
    async (counter) => (unit() < 0.3 ? counter.plug() : undefined),
    (counter) => counter.deliver(Math.ceil(unit() * 8)),
    (counter) => counter.deliver(Math.ceil(unit() * 8)),
  ]
  for (let n = 0; n < 400; n++) {
    hall.clock.advance(Math.ceil(unit() * 3_000))
    await pick(acts)(pick(counters))
  }
  for (const counter of counters) await counter.end()
  for (let left = counters; left.length > 0; left = left.filter(({ journal }) => journal.length > 0))
    await pick(left).deliver(Math.ceil(unit() * 8))
  return counters
}

describe('a hall full of counters that are connected or not', () => {
  it('has each ticket at one counter, or a conflict of every counter that had it, and all of them add up', async () => {
    const seed = seedOfRun()
    const hall = await openTestHall(plan)
    const counters = await randomDay(hall, seed)
    const tickets = await hall.store.database.all('SELECT ticket, state, place FROM hall_tickets ORDER BY number')
    const conflicts = await hall.hall.conflicts()
    for (const { ticket, state, place } of tickets) {
      const having = counters.filter(({ had }) => had.has(String(ticket)))
      const rivals = new Set(conflicts.filter((one) => one.ticket === ticket).flatMap((one) => one.places))
      const told = `${ticket} (SEED=${seed})`
      expect([...rivals].toSorted(), told).toEqual(having.length > 1 ? having.map((one) => one.place).toSorted() : [])
      if (having.length === 0) expect([state, place], told).toEqual(['waiting', null])
      else
        expect(
          having.map((one) => one.place),
          told,
        ).toContain(place)
      const [only, ...more] = having
      if (only && more.length === 0) expect(state, told).toBe(only.had.get(String(ticket)))
    }
    const issued = await hall.store.database.all('SELECT sum(last) AS n FROM hall_numbers')
    expect(tickets.length, `SEED=${seed}`).toBe(issued[0]?.n)
    const pairs = conflicts.map(({ ticket, places }) => [ticket, ...places.toSorted()].join())
    expect(new Set(pairs).size).toBe(pairs.length)
    expect(await hall.store.deadLetters(1)).toEqual([])
  })
})
