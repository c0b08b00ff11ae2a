import type { FactData } from '../../contract/index.ts'
import type { KnownFact } from '../typed-fact.ts'
import { dayOf } from './day.ts'
import type { Act } from './moves.ts'
import type { Scene } from './tickets.ts'

type ServiceData = Omit<FactData<'service.begin'>, 'implied'>

/** A service is there: since when it is, by the word of the desk. */
export async function touchService({ db }: Scene, data: ServiceData, act: Act): Promise<void> {
  await db.run(
    `INSERT INTO hall_services (service, day, place, ticket, officer, began, provisional, late)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (service) DO UPDATE SET began = excluded.began, day = excluded.day,
       officer = coalesce(officer, excluded.officer), provisional = max(provisional, excluded.provisional),
       late = max(late, excluded.late)`,
    data.service,
    dayOf(act.at),
    act.place,
    data.ticket,
    data.officer ?? null,
    act.at,
    data.provisional ? 1 : 0,
    data.late ? 1 : 0,
  )
}

/** A service is over; whoever sat there at its end has served. */
export async function endService({ db }: Scene, data: FactData<'service.end'>, act: Act): Promise<void> {
  await db.run(
    `INSERT INTO hall_services (service, day, place, ticket, officer, ended, outcome, provisional, late)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (service) DO UPDATE SET ended = excluded.ended, outcome = excluded.outcome,
       officer = coalesce(excluded.officer, officer), provisional = max(provisional, excluded.provisional),
       late = max(late, excluded.late)`,
    data.service,
    dayOf(act.at),
    act.place,
    data.ticket,
    data.officer ?? null,
    act.at,
    data.outcome,
    data.provisional ? 1 : 0,
    data.late ? 1 : 0,
  )
}

/** A service has its rating, or its window closed untouched; a rating supersedes that. */
export async function rate(
  { db }: Scene,
  fact: Extract<KnownFact, { kind: 'rating.given' | 'rating.none' }>,
  act: Act,
): Promise<void> {
  const { data } = fact
  const given = fact.kind === 'rating.given' ? fact.data : undefined
  await db.run(
    `INSERT INTO hall_services (service, day, place, ticket, rated, level, of, scale, via, occasion, answers)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (service) DO UPDATE SET rated = excluded.rated, level = excluded.level, of = excluded.of,
       scale = excluded.scale, via = excluded.via, occasion = excluded.occasion, answers = excluded.answers
     WHERE excluded.level IS NOT NULL OR level IS NULL`,
    data.service,
    dayOf(act.at),
    act.place,
    data.ticket,
    data.officer ?? null,
    given?.level ?? null,
    data.of,
    data.scale,
    given?.via ?? null,
    data.occasion ?? null,
    given?.answers ? JSON.stringify(given.answers) : null,
  )
}
