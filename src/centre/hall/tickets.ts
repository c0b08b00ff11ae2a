import { DeskError } from '../../core/index.ts'
import type { Executor, Row } from '../../sqlite/index.ts'
import { dayOf } from './day.ts'
import type { Dealing } from './dealing.ts'
import type { Field, HallPlan, HallTicket, TicketState } from './hall.ts'
import { fieldsOf } from './plan.ts'

/** One transaction of the hall. */
export interface Scene {
  readonly db: Executor
  readonly plan: HallPlan
  /** Wall milliseconds of the centre. */
  readonly now: number
  /** Who was dealt what for the time without the centre. */
  readonly dealing: Dealing
}

/** A ticket as the database has it. */
export interface Ticket {
  readonly number: number
  readonly day: string
  readonly ticket: string
  readonly field: string
  readonly priority: boolean
  readonly state: TicketState
  readonly place: string | null
  readonly target: string | null
  readonly issued: number
  readonly called: number | null
  /** Nobody has said that it is over, but it must be. */
  readonly assumed: boolean
}

/** Gives out the next number of a field. */
export async function issueTicket({ db, now }: Scene, field: Field, priority: boolean): Promise<Ticket> {
  const day = dayOf(now)
  const [row] = await db.all(
    `INSERT INTO hall_numbers (day, prefix, last) VALUES (?, ?, 1)
     ON CONFLICT (day, prefix) DO UPDATE SET last = last + 1 RETURNING last`,
    day,
    field.prefix,
  )
  const [made] = await db.all(
    `INSERT INTO hall_tickets (day, ticket, field, priority, source, state, issued)
     VALUES (?, ?, ?, ?, 'issued', 'waiting', ?) RETURNING *`,
    day,
    `${field.prefix}${String(row?.last).padStart(3, '0')}`,
    field.id,
    priority ? 1 : 0,
    now,
  )
  return readTicket(made as Row)
}

/** The ticket of that number: of the day of `at`, or of today, since the clock of a desk may be wrong. */
export async function findTicket({ db, now }: Scene, ticket: string, at = now): Promise<Ticket | undefined> {
  const rows = await db.all(
    'SELECT * FROM hall_tickets WHERE ticket = ? AND day IN (?, ?) ORDER BY day = ? DESC LIMIT 1',
    ticket,
    dayOf(at),
    dayOf(now),
    dayOf(at),
  )
  return rows.map(readTicket)[0]
}

/** The ticket at a counter: the one called last, if it is not over. */
export async function currentTicket({ db, now }: Scene, place: string): Promise<Ticket | undefined> {
  const rows = await db.all(
    `SELECT * FROM hall_tickets WHERE place = ? AND day = ? AND state IN ('called', 'serving')
     ORDER BY called DESC, number DESC LIMIT 1`,
    place,
    dayOf(now),
  )
  return rows.map(readTicket)[0]
}

/**
 * The field of that name.
 * @throws DeskError DB-HAL-001 there is none.
 */
export function fieldOf(plan: HallPlan, id: string): Field {
  const field = plan.fields.find((one) => one.id === id)
  if (field) return field
  throw new DeskError('DB-HAL-001', { field: id, known: plan.fields.map((one) => one.id).join(', ') })
}

/** Whether a counter may call a ticket that waits. */
export function isFor(plan: HallPlan, { field, target }: Ticket, place: string): boolean {
  return target === null ? fieldsOf(plan, place).some(({ id }) => id === field) : target === place
}

/** A ticket as pages see it. */
export function seenTicket({ ticket, field, priority, state, place, issued, called }: Ticket): HallTicket {
  return { ticket, field, priority, state, counter: place, issued, called }
}

/** A row as a ticket. */
export function readTicket(row: Row): Ticket {
  return {
    number: Number(row.number),
    day: String(row.day),
    ticket: String(row.ticket),
    field: String(row.field),
    priority: row.priority === 1,
    state: row.state as TicketState,
    place: row.place as string | null,
    target: row.target as string | null,
    issued: Number(row.issued),
    called: row.called as number | null,
    assumed: row.assumed === 1,
  }
}
