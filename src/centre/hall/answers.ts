import type { Executor } from '../../sqlite/index.ts'
import { othersWith, recordConflict } from './claims.ts'
import { dayOf } from './day.ts'
import { readTicket, type Scene, type Ticket } from './tickets.ts'

/** What an answer does: it gives a ticket to a counter, or shows one that the counter has already. */
export type AnswerKind = 'call' | 'recall'

/** Remembers an answer until its counter has said what became of it. `ticket` is as it was before. */
export async function rememberAnswer(scene: Scene, command: string, ticket: Ticket, kind: AnswerKind): Promise<void> {
  const { db, now } = scene
  // An earlier answer that gave the same ticket to the same counter was never heard: what it undoes, this one undoes.
  const [earlier] = await db.all(
    `DELETE FROM hall_answers WHERE ticket = ? AND kind = 'call' AND ? = 'call'
       AND place = (SELECT place FROM hall_tickets WHERE number = ?) RETURNING before`,
    ticket.number,
    kind,
    ticket.number,
  )
  await db.run(
    `INSERT INTO hall_answers (command, ticket, place, kind, before, at)
     SELECT ?, number, place, ?, ?, ? FROM hall_tickets WHERE number = ?`,
    command,
    kind,
    String(earlier?.before ?? ticket.state),
    now,
    ticket.number,
  )
}

/** The ticket that was given to a counter which has not said that it has it. */
export async function unheardTicket({ db, now }: Scene, place: string): Promise<Ticket | undefined> {
  const rows = await db.all(
    `SELECT hall_tickets.* FROM hall_answers JOIN hall_tickets ON hall_tickets.number = hall_answers.ticket
     WHERE hall_answers.place = ? AND kind = 'call' AND hall_tickets.place = ? AND state = 'called' AND day = ?
     ORDER BY hall_answers.at LIMIT 1`,
    place,
    place,
    dayOf(now),
  )
  return rows.map(readTicket)[0]
}

/** The counter shows the number: now it may be said aloud. */
export async function answerArrived({ db, now }: Scene, command: string): Promise<void> {
  const answer = await takeAnswer(db, command)
  if (!answer) return
  const { ticket, place, at, kind } = answer
  await db.run(
    'INSERT INTO hall_calls (day, ticket, place, at) VALUES (?, ?, ?, ?)',
    ticket.day,
    ticket.ticket,
    place,
    now,
  )
  if (kind === 'recall' || ticket.place === place) return
  // Meanwhile another counter, which could not ask, has called it too.
  const others = await othersWith(db, ticket, place)
  for (const other of others) await recordConflict(db, ticket, { place, at }, other)
}

/** The counter did not take the number that was given to it: the ticket is as it was before, and stands where it stood. */
export async function answerRefused({ db }: Scene, command: string): Promise<void> {
  const answer = await takeAnswer(db, command)
  if (!answer || answer.kind === 'recall') return
  const { ticket, place, before } = answer
  const isStillHere = ticket.place === place && ticket.state === 'called'
  if (before === 'held') {
    if (isStillHere) await db.run("UPDATE hall_tickets SET state = 'held', due = 0 WHERE number = ?", ticket.number)
    return
  }
  if (isStillHere) {
    await db.run("UPDATE hall_tickets SET state = 'waiting', place = NULL WHERE number = ?", ticket.number)
  }
  await db.run('DELETE FROM hall_claims WHERE day = ? AND ticket = ? AND place = ?', ticket.day, ticket.ticket, place)
}

interface Given {
  readonly ticket: Ticket
  readonly place: string
  readonly kind: AnswerKind
  readonly before: string
  readonly at: number
}

/** What an answer gave to which counter; it is asked once. */
async function takeAnswer(db: Executor, command: string): Promise<Given | undefined> {
  const [row] = await db.all('DELETE FROM hall_answers WHERE command = ? RETURNING *', command)
  const [found] = row ? await db.all('SELECT * FROM hall_tickets WHERE number = ?', Number(row.ticket)) : []
  if (!row || !found) return undefined
  return {
    ticket: readTicket(found),
    place: String(row.place),
    kind: row.kind as AnswerKind,
    before: String(row.before),
    at: Number(row.at),
  }
}
