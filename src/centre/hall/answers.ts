import { dayOf } from './day.ts'
import { readTicket, type Scene, type Ticket } from './tickets.ts'

/** What an answer does: it gives a ticket to a counter, or shows one that the counter has already. */
export type AnswerKind = 'call' | 'recall'

/** Remembers an answer until its counter has said what became of it. `ticket` is as it was before. */
export async function rememberAnswer(scene: Scene, command: string, ticket: Ticket, kind: AnswerKind): Promise<void> {
  const { db, now } = scene
  // An earlier answer that gave the same ticket to the same counter was never heard: what it undoes, this one undoes.
  const [earlier] = await db.all(
    "DELETE FROM hall_answers WHERE ticket = ? AND kind = 'call' AND ? = 'call' RETURNING before",
    ticket.number,
    kind,
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
  await db.run(
    `INSERT INTO hall_calls (day, ticket, place, at)
     SELECT hall_tickets.day, hall_tickets.ticket, hall_answers.place, ?
     FROM hall_answers JOIN hall_tickets ON hall_tickets.number = hall_answers.ticket WHERE command = ?`,
    now,
    command,
  )
  await db.run('DELETE FROM hall_answers WHERE command = ?', command)
}

/** The counter did not take the number that was given to it: the ticket is as it was before, and stands where it stood. */
export async function answerRefused({ db }: Scene, command: string): Promise<void> {
  const rows = await db.all(
    `SELECT hall_tickets.*, before FROM hall_answers JOIN hall_tickets ON hall_tickets.number = hall_answers.ticket
     WHERE command = ? AND kind = 'call' AND state = 'called' AND hall_tickets.place = hall_answers.place`,
    command,
  )
  await db.run('DELETE FROM hall_answers WHERE command = ?', command)
  for (const row of rows) {
    const { number, day, ticket, place } = readTicket(row)
    if (row.before === 'held') {
      await db.run("UPDATE hall_tickets SET state = 'held', due = 0 WHERE number = ?", number)
      continue
    }
    await db.run("UPDATE hall_tickets SET state = 'waiting', place = NULL WHERE number = ?", number)
    await db.run('DELETE FROM hall_claims WHERE day = ? AND ticket = ? AND place = ?', day, ticket, place)
  }
}
