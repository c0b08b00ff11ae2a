import { dayOf } from './day.ts'
import type { Field } from './hall.ts'
import { readTicket, type Scene, type Ticket } from './tickets.ts'

/** What a counter did with a ticket, and when by its own clock. */
export interface Act {
  readonly place: string
  readonly at: number
}

/** Where a transferred citizen waits: for a field, or for one counter. */
export type Destination = { readonly field: Field } | { readonly target: string }

/** After so many others a citizen who was asked to wait nearby is called again. */
export const heldFor = 3

/** The ticket is this counter's from now on. */
export async function take({ db }: Scene, ticket: Ticket, act: Act, called: number): Promise<void> {
  await note({ db }, ticket, act)
  await db.run(
    `UPDATE hall_tickets SET state = 'called', place = ?, due = NULL, assumed = 0, called = coalesce(called, ?)
     WHERE number = ?`,
    act.place,
    called,
    ticket.number,
  )
}

/** The citizen is being served. */
export async function begin(scene: Scene, ticket: Ticket, act: Act): Promise<void> {
  await note(scene, ticket, act)
  await settleAnswers(scene, ticket, act)
  await scene.db.run(
    "UPDATE hall_tickets SET state = 'serving', due = NULL, assumed = 0 WHERE number = ?",
    ticket.number,
  )
}

/** The ticket is over. */
export async function end(scene: Scene, ticket: Ticket, act: Act, state: 'served' | 'skipped'): Promise<void> {
  await note(scene, ticket, act)
  await settleAnswers(scene, ticket, act)
  await scene.db.run(
    'UPDATE hall_tickets SET state = ?, due = NULL, assumed = 0, ended = ? WHERE number = ?',
    state,
    act.at,
    ticket.number,
  )
}

/** The citizen waits nearby: the number stays this counter's and comes back to it. */
export async function hold(scene: Scene, ticket: Ticket, act: Act): Promise<void> {
  await note(scene, ticket, act)
  await settleAnswers(scene, ticket, act)
  await scene.db.run(
    `UPDATE hall_tickets SET state = 'held', assumed = 0,
       due = coalesce((SELECT calls FROM hall_places WHERE place = ?), 0) + ? WHERE number = ?`,
    act.place,
    heldFor,
    ticket.number,
  )
}

/** The citizen waits again, in the place of the time of coming: elsewhere, or where the ticket came from. */
export async function release(scene: Scene, ticket: Ticket, act: Act, to?: Destination): Promise<void> {
  await note(scene, ticket, act)
  await settleAnswers(scene, ticket, act)
  const field = to && 'field' in to ? to.field.id : ticket.field
  const target = to && 'target' in to ? to.target : null
  await scene.db.run(
    `UPDATE hall_tickets SET state = 'waiting', place = NULL, due = NULL, assumed = 0, field = ?, target = ?
     WHERE number = ?`,
    field,
    target,
    ticket.number,
  )
}

/**
 * Everybody at a counter that calls the next must be served; a counter that shuts lets those wait on whom it only called.
 * After an outage its facts may still be on their way and know better, so this is no act of the counter on these tickets.
 */
export async function leave(scene: Scene, act: Act, why: 'next' | 'close'): Promise<void> {
  const rows = await scene.db.all(
    `SELECT hall_tickets.* FROM hall_tickets LEFT JOIN hall_claims USING (day, ticket, place)
     WHERE place = ? AND day IN (?, ?) AND state IN ('called', 'serving') AND coalesce(last, 0) <= ?`,
    act.place,
    dayOf(act.at),
    dayOf(scene.now),
    act.at,
  )
  for (const ticket of rows.map(readTicket)) {
    await settleAnswers(scene, ticket, act)
    const goesBack = why === 'close' && ticket.state === 'called'
    await scene.db.run(
      `UPDATE hall_tickets SET state = ?, place = ?, ended = ?, assumed = ? WHERE number = ?`,
      ...(goesBack ? ['waiting', null, null, 0] : ['served', act.place, act.at, 1]),
      ticket.number,
    )
  }
}

/** Remembers that a counter has, or had, a ticket. */
export async function note({ db }: Pick<Scene, 'db'>, { day, ticket }: Ticket, { place, at }: Act): Promise<void> {
  await db.run(
    `INSERT INTO hall_claims (day, ticket, place, at, last) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (day, ticket, place) DO UPDATE SET last = max(last, excluded.last)`,
    day,
    ticket,
    place,
    at,
    at,
  )
}

/** The counter has acted on its ticket, so the answer that gave it has arrived, whatever becomes of its result. */
export async function settleAnswers({ db }: Pick<Scene, 'db'>, { number }: Ticket, { place }: Act): Promise<void> {
  await db.run("DELETE FROM hall_answers WHERE ticket = ? AND place = ? AND kind = 'call'", number, place)
}
