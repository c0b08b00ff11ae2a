import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { deskOf, openTestHall, smallPlan, type TestHall } from './hall.fixture.ts'

const [one, two, three] = ['quay-01/1', 'quay-02/2', 'quay-03/3'] as const

/** A counter calls, and its desk says that it shows the number. */
async function call(hall: TestHall, place: string) {
  const told = await hall.ask(place, 'call.next')
  await hall.say(place, { state: 'done' })
  hall.clock.advance(1_000)
  return told
}

async function issue({ hall }: TestHall, field: string, count: number, priority = false) {
  for (let n = 0; n < count; n++) await hall.issue(field, { priority })
}

describe('tickets', () => {
  it('are numbered from 001 for each field and day, also over a restart', async () => {
    const folder = temporaryFolder()
    const clock = fakeClock()
    const before = await openTestHall(smallPlan, { folder, clock })
    expect([(await before.hall.issue('dat-dai')).ticket, (await before.hall.issue('dat-dai')).ticket]).toEqual([
      'A001',
      'A002',
    ])
    expect((await before.hall.issue('kinh-doanh')).ticket).toBe('B001')
    await before.close()
    const after = await openTestHall(smallPlan, { folder, clock })
    expect(await after.hall.issue('dat-dai')).toMatchObject({ ticket: 'A003', ahead: 2, state: 'waiting' })
    clock.advance(24 * 3_600_000)
    expect(await after.hall.issue('dat-dai')).toMatchObject({ ticket: 'A001', ahead: 0 })
  })

  it('that are issued at the same time have different numbers', async () => {
    const { hall } = await openTestHall()
    const issued = await Promise.all(Array.from({ length: 50 }, () => hall.issue('dat-dai')))
    expect(new Set(issued.map(({ ticket }) => ticket)).size).toBe(50)
  })

  it('of a field that is none are refused', async () => {
    const { hall } = await openTestHall()
    await expect(hall.issue('thue')).rejects.toMatchObject({ code: 'DB-HAL-001' })
  })

  it('tell how many are before them, and who has called them', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 3)
    expect(await hall.hall.find('A003')).toMatchObject({ state: 'waiting', ahead: 2 })
    await call(hall, one)
    expect(await hall.hall.find('A003')).toMatchObject({ ahead: 1 })
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'called', counter: one })
    expect(await hall.hall.find('A999')).toBeUndefined()
  })
})

describe('calling the next', () => {
  it('gives a counter only tickets of its fields, and each to one counter', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    await issue(hall, 'kinh-doanh', 1)
    expect(await call(hall, three)).toEqual({ shows: 'B001' })
    expect(await call(hall, two)).toEqual({ shows: 'A001' })
    expect(await call(hall, one)).toEqual({ shows: 'A002' })
    expect(await call(hall, three)).toEqual({ shows: null })
    expect(await hall.hall.find('B001')).toMatchObject({ state: 'served' })
  })

  it('by all counters at once gives no ticket twice', async () => {
    const plan = { ...smallPlan, fields: smallPlan.fields.map((field) => ({ ...field, counters: ['*'] })) }
    const hall = await openTestHall(plan)
    await issue(hall, 'dat-dai', 30)
    const places = Array.from({ length: 30 }, (_, n) => `quay-${n}/${n}`)
    const told = await Promise.all(places.map((place) => hall.ask(place, 'call.next')))
    expect(new Set(told.map((one) => 'shows' in one && one.shows)).size).toBe(30)
  })

  it('is refused in words where the counter has no field', async () => {
    const hall = await openTestHall()
    expect(await call(hall, 'quay-09/9')).toEqual({ refused: 'Quầy này (quay-09/9) chưa được giao lĩnh vực nào' })
  })

  it('once more, because the first answer was never heard, gives the same ticket again', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    expect(await hall.ask(one, 'call.next')).toEqual({ shows: 'A001' })
    expect(await hall.ask(one, 'call.next')).toEqual({ shows: 'A001' })
    await hall.say(one, { state: 'refused', error: 'late' })
    expect(await call(hall, two)).toEqual({ shows: 'A001' })
  })

  it('puts a ticket back to the front when the answer came too late', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    await hall.ask(one, 'call.next')
    await hall.say(one, { state: 'refused', error: 'late' })
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'waiting', counter: null, ahead: 0 })
    expect(await call(hall, two)).toEqual({ shows: 'A001' })
  })

  it('takes those with priority first where they always are', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    await issue(hall, 'dat-dai', 1, true)
    expect(await call(hall, one)).toEqual({ shows: 'A003' })
    expect(await call(hall, one)).toEqual({ shows: 'A001' })
  })

  it('takes one with priority after each so many others, whichever counter called those', async () => {
    const hall = await openTestHall({ ...smallPlan, priority: { mode: 'interleaved', normal: 2 } })
    await issue(hall, 'dat-dai', 5)
    await issue(hall, 'dat-dai', 3, true)
    const order: unknown[] = []
    for (let n = 0; n < 8; n++) order.push(await call(hall, n % 2 === 0 ? one : two))
    expect(order.map((told) => (told as { shows: string }).shows)).toEqual([
      ...['A001', 'A002', 'A006', 'A003', 'A004', 'A007', 'A005', 'A008'],
    ])
  })
})

describe('who was dealt to a counter that cannot be asked', () => {
  it('is called elsewhere after all others, since that counter is probably calling them itself', async () => {
    const hall = await openTestHall()
    for (const place of [one, two]) {
      hall.hall.presence(deskOf(place), { online: true })
      const counter = place.split('/')[1] ?? ''
      hall.hall.counters(deskOf(place), { counters: [{ counter, sign: { state: 'idle' } }] })
    }
    await hall.rest()
    await issue(hall, 'dat-dai', 4)
    hall.hall.presence(deskOf(two), { online: false })
    const order: unknown[] = []
    for (let n = 0; n < 4; n++) order.push(await call(hall, one))
    expect(order).toEqual(['A002', 'A004', 'A001', 'A003'].map((shows) => ({ shows })))
  })
})

describe('a held ticket', () => {
  it('comes back to the same counter, with its number, after three others', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 6)
    await call(hall, one)
    expect(await hall.ask(one, 'call.hold', { ticket: 'A001' })).toEqual({ shows: null })
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'held', counter: one })
    expect(await call(hall, two)).toEqual({ shows: 'A002' })
    const order: unknown[] = []
    for (let n = 0; n < 4; n++) order.push(await call(hall, one))
    expect(order).toEqual(['A003', 'A004', 'A005', 'A001'].map((shows) => ({ shows })))
  })

  it('comes back at once when nobody else waits, or when the officer calls it by its number', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    await call(hall, one)
    await hall.ask(one, 'call.hold', { ticket: 'A001' })
    expect(await hall.ask(one, 'call.recall', { ticket: 'A001' })).toEqual({ shows: 'A001' })
    await hall.say(one, { state: 'done' })
    await hall.ask(one, 'call.hold', { ticket: 'A001' })
    expect(await call(hall, two)).toEqual({ shows: 'A002' })
    expect(await call(hall, two)).toEqual({ shows: null })
    expect(await call(hall, one)).toEqual({ shows: 'A001' })
  })

  it('whose call came too late is still held by its counter', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 1)
    await call(hall, one)
    await hall.ask(one, 'call.hold', { ticket: 'A001' })
    await hall.ask(one, 'call.next')
    await hall.say(one, { state: 'refused', error: 'late' })
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'held', counter: one })
  })
})

describe('a transfer', () => {
  it('to a field puts the ticket into its line, by the time of its coming', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 1)
    await issue(hall, 'kinh-doanh', 1)
    await call(hall, one)
    expect(await hall.ask(one, 'call.transfer', { ticket: 'A001', to: 'kinh-doanh' })).toEqual({ shows: null })
    expect(await call(hall, three)).toEqual({ shows: 'A001' })
  })

  it('to a counter is for that counter alone', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 1)
    await call(hall, one)
    await hall.ask(one, 'call.transfer', { ticket: 'A001', to: '3' })
    expect(await call(hall, two)).toEqual({ shows: null })
    expect(await call(hall, three)).toEqual({ shows: 'A001' })
  })

  it('to what is neither, or to itself, is refused in words', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 1)
    await call(hall, one)
    expect(await hall.ask(one, 'call.transfer', { ticket: 'A001', to: 'thue' })).toMatchObject({
      refused: expect.stringContaining('Không có lĩnh vực hay quầy "thue"'),
    })
    expect(await hall.ask(one, 'call.transfer', { ticket: 'A001', to: '1' })).toHaveProperty('refused')
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'called', counter: one })
  })
})

describe('a counter', () => {
  it('acts only on its own tickets', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    await call(hall, one)
    for (const name of ['recall', 'begin', 'skip', 'hold', 'transfer', 'finish'] as const) {
      for (const ticket of ['A001', 'A002', 'Z999'])
        expect(await hall.ask(two, `call.${name}`, { ticket, to: 'kinh-doanh' })).toHaveProperty('refused')
    }
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'called', counter: one })
    expect(await hall.hall.find('A002')).toMatchObject({ state: 'waiting' })
  })

  it('that shuts lets those wait again whom it only called, and has served whom it served', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    await call(hall, one)
    await hall.ask(one, 'call.begin', { ticket: 'A001' })
    await call(hall, two)
    expect(await hall.ask(one, 'call.close')).toEqual({ shows: null })
    expect(await hall.ask(two, 'call.close')).toEqual({ shows: null })
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'served' })
    expect(await hall.hall.find('A002')).toMatchObject({ state: 'waiting', counter: null })
  })

  it('whose number is skipped or finished shows none, and cannot have it back', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    await call(hall, one)
    expect(await hall.ask(one, 'call.skip', { ticket: 'A001' })).toEqual({ shows: null })
    expect(await hall.ask(one, 'call.recall', { ticket: 'A001' })).toEqual({ refused: 'Số A001 đã xong' })
    await call(hall, one)
    expect(await hall.ask(one, 'call.pause')).toEqual({ shows: 'A002' })
    expect(await hall.ask(one, 'call.finish', { ticket: 'A002' })).toEqual({ shows: null })
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'skipped' })
    expect(await hall.hall.find('A002')).toMatchObject({ state: 'served' })
  })
})

describe('the voice', () => {
  it('says what a counter shows, a recall too, and nothing that came too late', async () => {
    const hall = await openTestHall()
    await issue(hall, 'dat-dai', 2)
    await call(hall, one)
    await hall.ask(one, 'call.recall', { ticket: 'A001' })
    await hall.say(one, { state: 'done' })
    await hall.ask(two, 'call.next')
    await hall.say(two, { state: 'refused', error: 'late' })
    await hall.rest()
    expect(hall.hall.picture().calls.map(({ ticket, place }) => [ticket, place])).toEqual([
      ['A001', one],
      ['A001', one],
    ])
    const [latest, before] = hall.hall.picture().calls
    expect(latest?.number).toBeGreaterThan(before?.number ?? 0)
  })
})
