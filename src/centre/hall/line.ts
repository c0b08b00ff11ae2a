import type { Executor } from '../../sqlite/index.ts'
import { dayOf } from './day.ts'
import { type Held, lineUp, type Standing } from './line-up.ts'
import { fieldsOf } from './plan.ts'
import { readTicket, type Scene, type Ticket } from './tickets.ts'

/**
 * Who would be called next at a counter. Those who were dealt to a counter that cannot be asked are probably being called
 * there, so they come after all others.
 */
export async function nextTicket(scene: Scene, place: string): Promise<Ticket | undefined> {
  const { plan, dealing } = scene
  const held = await heldAt(scene, place)
  const waiting = await waitingFor(scene, place, dealing.someAway ? looked : 1)
  const free = waiting.filter((ticket) => !dealing.isAway(ticket))
  const first = firstOfEach(free.length > 0 ? free : waiting)
  const [head] = lineUp({
    waiting: first.toSorted((a, b) => a.number - b.number),
    held,
    mode: plan.priority,
    normals: plan.priority.mode === 'strict' ? 0 : await normalsSince(scene, place),
  })
  return [...held, ...first].find(({ number }) => number === head?.number)
}

/** The tickets that a counter has asked to wait nearby. */
export async function heldAt({ db, now }: Scene, place: string): Promise<(Ticket & Held)[]> {
  const rows = await db.all(
    `SELECT hall_tickets.*, max(0, due - coalesce(calls, 0)) AS after
     FROM hall_tickets LEFT JOIN hall_places USING (place) WHERE place = ? AND day = ? AND state = 'held'`,
    place,
    dayOf(now),
  )
  return rows.map((row) => ({ ...readTicket(row), after: Number(row.after) }))
}

/** All who wait today, in the order of coming. */
export async function waitingToday({ db, now }: Scene): Promise<Ticket[]> {
  const rows = await db.all(
    "SELECT * FROM hall_tickets WHERE day = ? AND state = 'waiting' ORDER BY number",
    dayOf(now),
  )
  return rows.map(readTicket)
}

/** The first who wait today in each field, so many with priority and so many without, and how many wait in each. */
export async function firstWaiting({ db, now }: Scene, most: number) {
  const rows = await db.all(
    `SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY field, priority ORDER BY number) AS place_in_line
       FROM hall_tickets WHERE day = ? AND state = 'waiting') WHERE place_in_line <= ? ORDER BY number`,
    dayOf(now),
    most,
  )
  const counts = await db.all(
    "SELECT field, count(*) AS count FROM hall_tickets WHERE day = ? AND state = 'waiting' GROUP BY field",
    dayOf(now),
  )
  return {
    first: rows.map(readTicket),
    counts: new Map(counts.map(({ field, count }) => [String(field), Number(count)])),
  }
}

/** How many without priority the fields have given to counters since one with priority. */
export async function normalsIn(scene: Scene, fields: readonly string[]): Promise<number> {
  const { db, now } = scene
  const chosen = JSON.stringify(fields)
  const [row] = await db.all(
    `SELECT count(*) AS normals FROM hall_given
     WHERE day = ? AND priority = 0 AND field IN (SELECT value FROM json_each(?)) AND number > coalesce((
       SELECT max(number) FROM hall_given
       WHERE day = ? AND priority = 1 AND field IN (SELECT value FROM json_each(?))), 0)`,
    dayOf(now),
    chosen,
    dayOf(now),
    chosen,
  )
  return Number(row?.normals)
}

/** A ticket was given to a counter. */
export async function countGiven({ db }: { readonly db: Executor }, ticket: Ticket, place: string): Promise<void> {
  await db.run('UPDATE hall_places SET calls = calls + 1 WHERE place = ?', place)
  await db.run(
    'INSERT INTO hall_given (day, field, priority) VALUES (?, ?, ?)',
    ticket.day,
    ticket.field,
    ticket.priority ? 1 : 0,
  )
}

/** What a ticket is in a line. */
export function standing({ number, ticket, priority }: Ticket): Standing {
  return { number, ticket, priority }
}

/** Enough to find one that is nobody's share. */
const looked = 100

/** The first who wait for a counter, those with priority before the others. It stops where it has found so many of each. */
async function waitingFor({ db, plan, now }: Scene, place: string, most: number): Promise<Ticket[]> {
  const rows = await db.all(
    `SELECT * FROM (SELECT * FROM hall_tickets WHERE day = ?1 AND state = 'waiting' AND priority = 1
       AND (target = ?2 OR target IS NULL AND field IN (SELECT value FROM json_each(?3))) ORDER BY number LIMIT ?4)
     UNION ALL
     SELECT * FROM (SELECT * FROM hall_tickets WHERE day = ?1 AND state = 'waiting' AND priority = 0
       AND (target = ?2 OR target IS NULL AND field IN (SELECT value FROM json_each(?3))) ORDER BY number LIMIT ?4)`,
    dayOf(now),
    place,
    JSON.stringify(fieldsOf(plan, place).map(({ id }) => id)),
    most,
  )
  return rows.map(readTicket)
}

/** Only the first of those with priority and the first of the others can be next. */
function firstOfEach(waiting: readonly Ticket[]): Ticket[] {
  const first = [true, false].map((priority) => waiting.find((ticket) => ticket.priority === priority))
  return first.filter((ticket) => ticket !== undefined)
}

async function normalsSince(scene: Scene, place: string): Promise<number> {
  return await normalsIn(
    scene,
    fieldsOf(scene.plan, place).map(({ id }) => id),
  )
}
