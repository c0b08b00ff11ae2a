import { type FactData, parseTime } from '../../contract/index.ts'
import type { Executor } from '../../sqlite/index.ts'
import type { Effect } from '../store/store.ts'
import type { CentreFact, KnownFact } from '../typed-fact.ts'
import { claim } from './claims.ts'
import { dayOf } from './day.ts'
import { nothingDealt } from './dealing.ts'
import { destinationOf } from './decide.ts'
import type { HallPlan } from './hall.ts'
import { type Act, begin, end, hold, leave, release, settleAnswers, take } from './moves.ts'
import { isOfHall, placeOf } from './plan.ts'
import { endService, rate, touchService } from './services.ts'
import type { Scene, Ticket } from './tickets.ts'

/**
 * Brings the records of the hall up to a fact, in the transaction that takes it. Facts come late, and those of different
 * desks in any order; what counts is when they happened.
 */
export function recordFacts(plan: HallPlan, wall: () => number): Effect<Executor> {
  return async (fact, desk, db) => {
    const counter = /^counter\/(.+)$/.exec(fact.subject)?.[1]
    if (fact.kind === 'tombstone' || fact.kind === 'unknown' || counter === undefined || !isOfHall(plan, desk)) return
    const now = wall()
    await record({ db, plan, now, dealing: nothingDealt }, fact, {
      place: placeOf(desk, counter),
      at: timeOf(fact, now),
    })
  }
}

async function record(scene: Scene, fact: KnownFact, act: Act): Promise<void> {
  switch (fact.kind) {
    case 'ticket.shown':
      if (fact.data.ticket !== null) await shown(scene, { ...fact.data, ticket: fact.data.ticket }, act)
      break
    case 'service.begin':
      await began(scene, fact.data, act)
      break
    case 'service.end':
      await ended(scene, fact.data, act)
      break
    case 'call.provisional':
      await provisional(scene, fact.data, act)
      break
    case 'counter.closed':
      await leave(scene, act, 'close')
      break
    case 'rating.given':
    case 'rating.none':
      await rate(scene, fact, act)
      break
    case 'rating.unattributed':
      await count(scene, 'unattributed', act)
      break
    case 'officer.changed':
      await sitDown(scene, fact.data, act)
      break
    case 'numbers.closed':
      await closeBlock(scene, fact.data, act)
      break
  }
}

type Shown = FactData<'ticket.shown'> & { readonly ticket: string }

async function shown(scene: Scene, { ticket, provisional }: Shown, act: Act): Promise<void> {
  const mine = await called(scene, ticket, act)
  // Who called it without the centre has it, even if the centre's own answer is refused as too late.
  if (mine && provisional) await settleAnswers(scene, mine, act)
}

/** The number is on show, also of somebody who was asked to wait nearby. */
async function called(scene: Scene, ticket: string, act: Act): Promise<Ticket | undefined> {
  const mine = await claim(scene, ticket, act)
  if (mine?.state === 'held') await take(scene, mine, act, act.at)
  return mine
}

async function began(scene: Scene, data: FactData<'service.begin'>, act: Act): Promise<void> {
  await touchService(scene, data, act)
  const mine = await claim(scene, data.ticket, act)
  if (mine && ['called', 'held'].includes(mine.state)) await begin(scene, mine, act)
}

async function ended(scene: Scene, data: FactData<'service.end'>, act: Act): Promise<void> {
  await endService(scene, data, act)
  // The centre itself let go of whoever was transferred, or call.provisional tells where to.
  if (data.outcome === 'transferred') return
  const mine = await claim(scene, data.ticket, act)
  if (!mine || !['called', 'serving'].includes(mine.state)) return
  if (data.outcome === 'held') await hold(scene, mine, act)
  else await end(scene, mine, act, data.outcome === 'skipped' ? 'skipped' : 'served')
}

async function provisional(scene: Scene, data: FactData<'call.provisional'>, act: Act): Promise<void> {
  await count(scene, 'provisional', act)
  if (data.action === 'close') return await leave(scene, act, 'close')
  if (data.ticket === undefined) return
  const isCall = data.action === 'next' || data.action === 'recall'
  const mine = await (isCall ? called : claim)(scene, data.ticket, act)
  if (!mine) return
  await settleAnswers(scene, mine, act)
  if (mine.state === 'served' || mine.state === 'skipped') return
  switch (data.action) {
    case 'begin':
      return await begin(scene, mine, act)
    case 'skip':
      return await end(scene, mine, act, 'skipped')
    case 'finish':
      return await end(scene, mine, act, 'served')
    case 'hold':
      return await hold(scene, mine, act)
    case 'transfer':
      return await release(scene, mine, act, await destinationOf(scene, data.to ?? ''))
  }
}

async function count({ db }: Scene, kind: 'provisional' | 'unattributed', { place, at }: Act): Promise<void> {
  await db.run(
    `INSERT INTO hall_counts (day, kind, place, count) VALUES (?, ?, ?, 1)
     ON CONFLICT (day, kind, place) DO UPDATE SET count = count + 1`,
    dayOf(at),
    kind,
    place,
  )
}

async function sitDown({ db }: Scene, { to }: FactData<'officer.changed'>, { place, at }: Act): Promise<void> {
  await db.run('INSERT OR REPLACE INTO hall_shifts (place, at, officer) VALUES (?, ?, ?)', place, at, to ?? null)
}

async function closeBlock({ db }: Scene, data: FactData<'numbers.closed'>, { place, at }: Act): Promise<void> {
  await db.run(
    'UPDATE hall_blocks SET closed = ?, used = ?, unused = ? WHERE id = ? AND place = ?',
    at,
    data.used,
    data.unused,
    data.block,
    place,
  )
}

/** The pattern of a time lets some pass that is none, such as the 30th of February. */
function timeOf({ time }: CentreFact, now: number): number {
  const at = parseTime(time)
  return Number.isFinite(at) ? at : now
}
