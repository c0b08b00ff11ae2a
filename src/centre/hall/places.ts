import type { RatingSet } from '../../contract/index.ts'
import type { Executor } from '../../sqlite/index.ts'
import type { HallPlan } from './hall.ts'
import { isOfHall, placesOf } from './plan.ts'

/** The counters of a hall with their desks: those that the plan names, and those that have ever spoken. */
export async function knownPlaces(db: Executor, plan: HallPlan): Promise<Map<string, string>> {
  for (const place of placesOf(plan)) {
    await keepPlace(db, place, `${plan.centre}/${place.slice(0, place.indexOf('/'))}`)
  }
  const rows = await db.all('SELECT place, desk FROM hall_places')
  const known = rows.map(({ place, desk }) => [String(place), String(desk)] as const)
  return new Map(known.filter(([, desk]) => isOfHall(plan, desk)))
}

/** Remembers a counter, and the desk that it is at now. */
export async function keepPlace(db: Executor, place: string, desk: string): Promise<void> {
  await db.run(
    `INSERT INTO hall_places (place, desk) VALUES (?, ?)
     ON CONFLICT (place) DO UPDATE SET desk = excluded.desk WHERE desk <> excluded.desk`,
    place,
    desk,
  )
}

/** Keeps what a level set meant, for the reports of days on which it was used. */
export async function keepScale(db: Executor, rating: RatingSet): Promise<void> {
  const body = JSON.stringify(rating)
  const [newest] = await db.all('SELECT scale, body FROM hall_scales ORDER BY rowid DESC LIMIT 1')
  if (newest?.scale === rating.scale && newest.body === body) return
  await db.run('INSERT OR REPLACE INTO hall_scales (scale, body) VALUES (?, ?)', rating.scale, body)
}

/** Counter 9 stands before counter 10. */
export function byName(a: string, b: string): number {
  return a.localeCompare(b, 'vi', { numeric: true })
}
