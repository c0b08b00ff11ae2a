import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import type { FactData } from '../../contract/index.ts'
import type { Arrival } from '../store/store.ts'
import { deskOf, openTestHall, serviceOf, smallPlan, type TestHall, ToldFacts } from './hall.fixture.ts'
import { median, ninetieth } from './statistics.ts'

const [one, two] = ['quay-01/1', 'quay-02/2'] as const
const day = '2026-11-22'
let services = 0
const newService = () => `019ab3f0-0000-7000-8000-${String(++services).padStart(12, '0')}`

interface Visit {
  readonly ticket: string
  readonly officer: string
  readonly from: number
  readonly seconds: number
  readonly level?: number
}

/** A visit as a desk tells of it: shown, served, and rated or not. */
function visit(desk: ToldFacts, { ticket, officer, from, seconds, level }: Visit): Arrival[] {
  const about = serviceOf(newService(), ticket, { officer })
  const end = from + seconds * 1_000
  const set = { of: 5, scale: '5-2025' }
  return [
    desk.fact('ticket.shown', from, { ticket }),
    desk.fact('service.begin', from, { ...about, implied: true }),
    desk.fact('service.end', end, { ...about, outcome: 'finished' }),
    level === undefined
      ? desk.fact('rating.none', end + 120_000, { ...about, ...set })
      : desk.fact('rating.given', end + 10_000, { ...about, ...set, level, via: 'keypad' } as FactData<'rating.given'>),
  ]
}

async function issue({ hall, clock }: TestHall, count: number) {
  for (let n = 0; n < count; n++) await hall.issue('dat-dai')
  return clock.wall()
}

describe('the report of a day', () => {
  it('tells medians, ratings apart from who was not rated, and points only from five ratings up', async () => {
    const hall = await openTestHall()
    const at = await issue(hall, 7)
    const desk = new ToldFacts(one)
    const levels = [5, 5, 4, 3, 5, undefined]
    const told = levels.flatMap((level, n) =>
      visit(desk, {
        ticket: `A00${n + 1}`,
        officer: 'cb-an',
        from: at + (n + 1) * 60_000,
        seconds: 10 * (n + 1),
        ...(level === undefined ? {} : { level }),
      }),
    )
    await hall.tell(...told)
    await hall.tell(
      ...visit(new ToldFacts(two), { ticket: 'A007', officer: 'cb-binh', from: at + 1_000, seconds: 5, level: 1 }),
    )
    const report = await hall.hall.report(day)
    expect(report.officers).toEqual([
      {
        name: 'cb-an',
        served: 6,
        skipped: 0,
        waitingMedian: 210,
        waitingP90: 360,
        servingMedian: 35,
        servingP90: 60,
        ratings: [0, 0, 1, 1, 3],
        notRated: 1,
        points: (100 + 100 + 75 + 50 + 100) / 5,
      },
      expect.objectContaining({ name: 'cb-binh', served: 1, ratings: [1, 0, 0, 0, 0], notRated: 0, points: null }),
    ])
    expect(report.fields).toMatchObject([{ name: 'dat-dai', served: 7, ratings: [1, 0, 1, 1, 3], notRated: 1 }])
    expect(report.counters.map(({ name, served }) => [name, served])).toEqual([
      [one, 6],
      [two, 1],
    ])
    expect(report.scale).toBe('5-2025')
  })

  it('is the same whenever the facts come, and of the day on which it happened', async () => {
    const hall = await openTestHall()
    const at = await issue(hall, 2)
    const desk = new ToldFacts(one)
    const told = [
      ...visit(desk, { ticket: 'A001', officer: 'cb-an', from: at + 60_000, seconds: 30, level: 4 }),
      ...visit(desk, { ticket: 'A002', officer: 'cb-an', from: at + 120_000, seconds: 40 }),
    ]
    hall.clock.advance(2 * 24 * 3_600_000)
    await hall.tell(...told.toReversed())
    expect((await hall.hall.report(day)).officers).toMatchObject([
      { name: 'cb-an', served: 2, waitingMedian: 90, servingMedian: 35, ratings: [0, 0, 0, 1, 0], notRated: 1 },
    ])
    expect((await hall.hall.report('2026-11-24')).officers).toEqual([])
    await expect(hall.hall.report('gestern')).rejects.toMatchObject({ code: 'DB-HAL-011' })
  })

  it('counts a rating for the officer it names, and one that comes after "not rated"', async () => {
    const hall = await openTestHall()
    const at = await issue(hall, 1)
    const desk = new ToldFacts(one)
    const about = serviceOf(newService(), 'A001', { officer: 'cb-an' })
    await hall.tell(
      desk.fact('service.begin', at, { ...about, implied: false }),
      desk.fact('rating.none', at + 1_000, { ...about, of: 5, scale: '5-2025' }),
      desk.fact('service.end', at + 2_000, { ...about, officer: 'cb-binh', outcome: 'finished' }),
      desk.fact('rating.given', at + 3_000, { ...about, level: 2, of: 5, scale: '5-2025', via: 'screen' }),
    )
    expect((await hall.hall.report(day)).officers).toMatchObject([
      { name: 'cb-an', served: 0, ratings: [0, 1, 0, 0, 0], notRated: 0 },
      { name: 'cb-binh', served: 1, ratings: [0, 0, 0, 0, 0], notRated: 0 },
    ])
  })

  it('tells of paper entries, acts without the centre, presses for nobody, and who skipped', async () => {
    const hall = await openTestHall()
    const at = await issue(hall, 2)
    const desk = new ToldFacts(one)
    const late = serviceOf(newService(), 'A001', { officer: 'cb-an', late: true })
    await hall.tell(
      desk.fact('officer.changed', at, { to: 'cb-an', proven: true }),
      desk.fact('service.begin', at - 3_600_000, { ...late, implied: false }),
      desk.fact('service.end', at - 3_000_000, { ...late, outcome: 'finished' }),
      desk.fact('call.provisional', at + 1_000, { action: 'next', ticket: 'A002', line: 'waiting', via: 'keypad' }),
      desk.fact('call.provisional', at + 2_000, { action: 'skip', ticket: 'A002', via: 'keypad' }),
      desk.fact('rating.unattributed', at, { level: 1, of: 5, scale: '5-2025', because: 'no-window', via: 'keypad' }),
    )
    const report = await hall.hall.report(day)
    expect(report).toMatchObject({ late: 1, provisional: 2, unattributed: 1 })
    expect(report.officers).toMatchObject([
      { name: 'cb-an', served: 1, skipped: 1, waitingMedian: null, servingMedian: 600 },
    ])
    expect(await hall.hall.find('A001')).toMatchObject({ state: 'served', counter: one })
  })

  it('tells when desks were away', async () => {
    const hall = await openTestHall()
    const at = hall.clock.wall()
    hall.hall.presence(deskOf(one), { online: true })
    hall.clock.advance(60_000)
    hall.hall.presence(deskOf(one), { online: false })
    hall.clock.advance(40 * 60_000)
    hall.hall.presence(deskOf(one), { online: true })
    hall.clock.advance(60_000)
    hall.hall.presence(deskOf(two), { online: false })
    expect((await hall.hall.report(day)).outages).toEqual([
      { desk: deskOf(one), from: at + 60_000, to: at + 41 * 60_000 },
      { desk: deskOf(two), from: at + 42 * 60_000, to: null },
    ])
  })

  it('tells that desks were without a centre while that was away', async () => {
    const [folder, clock] = [temporaryFolder(), fakeClock()]
    const before = await openTestHall(smallPlan, { folder, clock })
    const seen = { online: true, seen: clock.wall(), state: undefined }
    await before.store.savePresence([
      { desk: deskOf(one), ...seen },
      { desk: deskOf(two), ...seen, online: false },
    ])
    const at = clock.wall()
    await before.close()
    clock.advance(10 * 60_000)
    const after = await openTestHall(smallPlan, { folder, clock })
    after.hall.presence(deskOf(one), { online: true })
    expect((await after.hall.report(day)).outages).toEqual([{ desk: deskOf(one), from: at, to: at + 10 * 60_000 }])
  })
})

describe('figures', () => {
  it('have a middle, and a value that nine of ten do not pass', () => {
    expect([median([]), median([3]), median([1, 9]), median([9, 1, 5])]).toEqual([null, 3, 5, 5])
    expect([ninetieth([]), ninetieth([7]), ninetieth([...Array(20).keys()])]).toEqual([null, 7, 17])
  })
})
