import type { Executor } from '../../sqlite/index.ts'
import { dayOf } from './day.ts'
import { type Held, lineUp, type Standing } from './line-up.ts'
import { fieldsOf } from './plan.ts'
import { readTicket, type Scene, type Ticket } from './tickets.ts'

/** Who would be called next at a counter. */
export async function nextTicket(scene: Scene, place: string): Promise<Ticket | undefined> {
  const { plan } = scene
  const held = await heldAt(scene, place)
  const first = [...(await firstOf(scene, place, 1)), ...(await firstOf(scene, place, 0))]
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

async function firstOf({ db, plan, now }: Scene, place: string, priority: 0 | 1): Promise<Ticket[]> {
  const rows = await db.all(
    `SELECT * FROM hall_tickets WHERE day = ? AND state = 'waiting' AND priority = ?
       AND (target = ? OR target IS NULL AND field IN (SELECT value FROM json_each(?)))
     ORDER BY number LIMIT 1`,
    dayOf(now),
    priority,
    place,
    JSON.stringify(fieldsOf(plan, place).map(({ id }) => id)),
  )
  return rows.map(readTicket)
}

async function normalsSince(scene: Scene, place: string): Promise<number> {
  return await normalsIn(
    scene,
    fieldsOf(scene.plan, place).map(({ id }) => id),
  )
}
