import { describe, expect, it } from 'vitest'
import type { TestHall } from './hall.fixture.ts'
import { deskOf, openTestHall, serviceOf, ToldFacts } from './hall.fixture.ts'

const [one, two] = ['quay-01/1', 'quay-02/2'] as const
const service = (n: number) => `019ab3f0-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`

async function issue({ hall }: TestHall, count: number) {
  for (let n = 0; n < count; n++) await hall.issue('dat-dai')
}

/** A desk that called a ticket without the centre, and served it. */
function servedAlone(desk: ToldFacts, at: number, ticket: string, n: number) {
  const about = serviceOf(service(n), ticket, { provisional: true, officer: 'cb-an' })
  return [
    desk.fact('call.provisional', at, { action: 'next', ticket, line: 'waiting', via: 'keypad' }),
    desk.fact('ticket.shown', at, { ticket, provisional: true }),
    desk.fact('service.begin', at + 1_000, { ...about, implied: false }),
    desk.fact('call.provisional', at + 60_000, { action: 'finish', ticket, via: 'keypad' }),
    desk.fact('service.end', at + 60_000, { ...about, outcome: 'finished' }),
  ]
}

describe('facts of a desk that had no centre', () => {
  it('bring the tickets up to what it did', async () => {
    const hall = await openTestHall()
    await issue(hall, 3)
    const desk = new ToldFacts(one)
    const at = hall.clock.wall()
    const facts = servedAlone(desk, at, 'A001', 1)
    const begun = facts.slice(0, 3)
    await hall.tell(...begun)
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'serving', counter: one, called: at })
    await hall.tell(...facts.slice(3))
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'served', counter: one })
    await hall.tell(
      desk.fact('call.provisional', at + 70_000, { action: 'next', ticket: 'A002', line: 'waiting', via: 'keypad' }),
      desk.fact('call.provisional', at + 80_000, {
        action: 'transfer',
        ticket: 'A002',
        to: 'kinh-doanh',
        via: 'keypad',
      }),
      desk.fact('call.provisional', at + 90_000, { action: 'next', ticket: 'A003', line: 'waiting', via: 'keypad' }),
      desk.fact('call.provisional', at + 95_000, { action: 'skip', ticket: 'A003', via: 'keypad' }),
    )
    expect(await hall.hall.find('A002')).toMatchObject({ state: 'waiting', field: 'kinh-doanh', counter: null })
    expect(await hall.hall.find('A003')).toMatchObject({ state: 'skipped' })
    expect(await hall.hall.conflicts()).toEqual([])
  })

  it('that called a ticket which the centre gave to another counter are one conflict, told to both', async () => {
    const hall = await openTestHall()
    await issue(hall, 1)
    const at = hall.clock.wall()
    hall.clock.advance(60_000)
    expect(await hall.ask(two, 'call.next')).toEqual({ shows: 'A001' })
    await hall.say(two, { state: 'done' })
    hall.hall.presence(deskOf(one), { online: true })
    await hall.tell(...servedAlone(new ToldFacts(one), at, 'A001', 1))
    expect(await hall.hall.conflicts()).toMatchObject([
      { ticket: 'A001', places: [one, two], at: [at, at + 60_000], settled: null },
    ])
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'called', counter: two })
    await hall.rest()
    const notices = () => hall.commands.filter(({ draft }) => draft.name === 'officer.notice').map(({ desk }) => desk)
    expect(notices()).toEqual([deskOf(one)])
    hall.hall.presence(deskOf(two), { online: true })
    await hall.rest()
    expect(notices()).toEqual([deskOf(one), deskOf(two)])
    expect(hall.hall.picture().conflicts).toBe(1)
    const [conflict] = await hall.hall.conflicts()
    await hall.hall.settle(conflict?.id ?? 0, 'Quầy 1 đã phục vụ')
    await hall.rest()
    expect(hall.hall.picture().conflicts).toBe(0)
    await expect(hall.hall.settle(99, 'x')).rejects.toMatchObject({ code: 'DB-HAL-004' })
  })

  it('let a counter of a conflict go on with its citizen without touching the ticket', async () => {
    const hall = await openTestHall()
    await issue(hall, 1)
    const at = hall.clock.wall()
    await hall.ask(two, 'call.next')
    await hall.say(two, { state: 'done' })
    await hall.tell(...servedAlone(new ToldFacts(one), at, 'A001', 1).slice(0, 3))
    expect(await hall.ask(one, 'call.recall', { ticket: 'A001' })).toEqual({ shows: 'A001' })
    expect(await hall.ask(one, 'call.finish', { ticket: 'A001' })).toEqual({ shows: null })
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'called', counter: two })
  })

  it('are no conflict with a counter that has refused the ticket, and are one with a counter that shows it', async () => {
    for (const state of ['refused', 'done'] as const) {
      const hall = await openTestHall()
      await issue(hall, 1)
      const at = hall.clock.wall()
      await hall.ask(two, 'call.next')
      await hall.tell(...servedAlone(new ToldFacts(one), at, 'A001', 1))
      expect(await hall.hall.find('A001')).toMatchObject({ state: 'served', counter: one })
      await hall.say(two, state === 'done' ? { state } : { state, error: 'late' })
      expect(await hall.hall.conflicts()).toHaveLength(state === 'done' ? 1 : 0)
      expect(await hall.hall.find('A001')).toMatchObject({ state: 'served', counter: one })
    }
  })

  it('keep a ticket with the counter that called it itself when the answer to its request comes too late', async () => {
    const hall = await openTestHall()
    await issue(hall, 2)
    const at = hall.clock.wall()
    await hall.ask(one, 'call.next')
    await hall.tell(...servedAlone(new ToldFacts(one), at + 6_000, 'A001', 1).slice(0, 2))
    await hall.say(one, { state: 'refused', error: 'late' })
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'called', counter: one })
    expect(await hall.ask(two, 'call.next')).toEqual({ shows: 'A002' })
    expect(await hall.hall.conflicts()).toEqual([])
  })
})

describe('facts that come late', () => {
  it('of a counter that has transferred a ticket are no conflict with the one that has it now', async () => {
    const hall = await openTestHall()
    await issue(hall, 1)
    const desk = new ToldFacts(one)
    const at = hall.clock.wall()
    await hall.ask(one, 'call.next')
    hall.clock.advance(10_000)
    await hall.ask(one, 'call.transfer', { ticket: 'A001', to: 'kinh-doanh' })
    hall.clock.advance(10_000)
    await hall.ask(two, 'call.next')
    const about = serviceOf(service(1), 'A001')
    await hall.tell(
      desk.fact('ticket.shown', at + 100, { ticket: 'A001' }),
      desk.fact('service.begin', at + 100, { ...about, implied: true }),
      desk.fact('service.end', at + 10_200, { ...about, outcome: 'transferred' }),
    )
    expect(await hall.hall.conflicts()).toEqual([])
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'called', counter: two })
  })

  it('do not take back what the counter has done since', async () => {
    const hall = await openTestHall()
    await issue(hall, 1)
    const desk = new ToldFacts(one)
    const at = hall.clock.wall()
    await hall.ask(one, 'call.next')
    await hall.say(one, { state: 'done' })
    hall.clock.advance(10_000)
    await hall.ask(one, 'call.hold', { ticket: 'A001' })
    hall.clock.advance(10_000)
    await hall.ask(one, 'call.next')
    const about = serviceOf(service(1), 'A001')
    await hall.tell(
      desk.fact('service.begin', at + 100, { ...about, implied: true }),
      desk.fact('service.end', at + 10_100, { ...about, outcome: 'held' }),
      desk.fact('counter.closed', at + 10_200, { via: 'keypad' }),
    )
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'called', counter: one })
  })

  it('finish a ticket whose request was lost', async () => {
    const hall = await openTestHall()
    await issue(hall, 1)
    const desk = new ToldFacts(one)
    await hall.ask(one, 'call.next')
    const at = hall.clock.wall() + 5_000
    const about = serviceOf(service(1), 'A001')
    await hall.tell(
      desk.fact('service.begin', at, { ...about, implied: false }),
      desk.fact('service.end', at + 60_000, { ...about, outcome: 'finished' }),
    )
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'served' })
  })
})

describe('numbers kept for a counter', () => {
  it('are shared with the list of those who wait, known when they are used, and followed by new ones', async () => {
    const hall = await openTestHall()
    await issue(hall, 2)
    await hall.rest()
    const line = () => hall.waiting.get(deskOf(one))?.counters[0]
    expect(line()).toMatchObject({ counter: '1', waiting: 2, tickets: [{ ticket: 'A001' }, { ticket: 'A002' }] })
    expect(line()?.numbers).toMatchObject({ prefix: 'Q1-', from: 1, to: 20, digits: 3 })
    const block = line()?.numbers?.id ?? ''
    const desk = new ToldFacts(one)
    const at = hall.clock.wall()
    await hall.tell(
      desk.fact('call.provisional', at, { action: 'next', ticket: 'Q1-001', line: 'reserved', via: 'keypad' }),
      desk.fact('ticket.shown', at, { ticket: 'Q1-001', provisional: true }),
    )
    expect(await hall.hall.find('Q1-001')).toMatchObject({ state: 'called', counter: one, field: 'dat-dai' })
    await hall.rest()
    expect(line()?.numbers?.id).toBe(block)
    await hall.tell(desk.fact('numbers.closed', at + 1_000, { block, used: 1, unused: 19 }))
    await hall.rest()
    expect(line()?.numbers).toMatchObject({ prefix: 'Q1-', from: 21, to: 40 })
    const closed = await hall.store.database.all('SELECT used, unused FROM hall_blocks WHERE id = ?', block)
    expect(closed).toEqual([{ used: 1, unused: 19 }])
  })

  it('have another prefix where two counters have the same name', async () => {
    const fields = [{ id: 'a', name: { vi: 'A' }, prefix: 'A', counters: ['quay-01/5', 'quay-02/5'] }]
    const hall = await openTestHall({ ...(await openTestHall()).hall.plan, fields })
    await hall.rest()
    const prefixes = [...hall.waiting.values()].map(({ counters }) => counters[0]?.numbers?.prefix)
    expect(new Set(prefixes).size).toBe(2)
  })
})

describe('what desks are told', () => {
  it('is told again only when it changed, and at most about once a second', async () => {
    const hall = await openTestHall()
    await hall.rest()
    const first = hall.waiting.get(deskOf(one))
    await hall.rest()
    expect(hall.waiting.get(deskOf(one))).toBe(first)
    await issue(hall, 1)
    await hall.rest()
    expect(hall.waiting.get(deskOf(one))?.counters[0]?.waiting).toBe(1)
    expect(hall.configs.get(deskOf(one))).toMatchObject([{ revision: 1, officers: [] }])
  })

  it('says of those who were asked to wait nearby whose they are, so that a desk can call them back alone', async () => {
    const hall = await openTestHall()
    await issue(hall, 2)
    await hall.ask(one, 'call.next')
    await hall.say(one, { state: 'done' })
    await hall.ask(one, 'call.hold', { ticket: 'A001' })
    await hall.rest()
    const at = (place: string) => hall.waiting.get(deskOf(place))?.counters[0]?.tickets
    expect(at(one)).toContainEqual({ ticket: 'A001', own: true, held: true })
    expect(at(two)?.map(({ ticket }) => ticket)).toEqual(['A002'])
  })

  it('names every field and counter as a place where citizens can be sent', async () => {
    const hall = await openTestHall()
    await hall.rest()
    const { destinations = [] } = hall.configs.get(deskOf(one))?.[0] ?? {}
    expect(destinations.map(({ to }) => to)).toEqual(['dat-dai', 'kinh-doanh', 'quay-01/1', 'quay-02/2', 'quay-03/3'])
    expect(destinations.map(({ name }) => name.vi)).toContain('Quầy quay-02/2')
  })

  it('names a new revision only when the content changed', async () => {
    const hall = await openTestHall()
    await hall.rest()
    hall.hall.connected(true)
    await hall.rest()
    expect(hall.configs.get(deskOf(one))?.map(({ revision }) => revision)).toEqual([1, 1])
  })
})

describe('a number that this centre has forgotten', () => {
  it('is not given a second time', async () => {
    const hall = await openTestHall()
    const at = hall.clock.wall()
    await hall.tell(new ToldFacts(one).fact('ticket.shown', at, { ticket: 'A007' }))
    expect(await hall.hall.find('A007')).toMatchObject({ state: 'called', counter: one, field: 'dat-dai' })
    expect(await hall.hall.issue('dat-dai')).toMatchObject({ ticket: 'A008' })
  })
})
