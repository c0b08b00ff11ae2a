import type { CommandArgs, Request } from '../contract/index.ts'
import type { Database } from '../sqlite/index.ts'

/** How many tickets are in each state. */
export interface QueueCounts {
  readonly waiting: number
  readonly called: number
}

/** The reference centre's tickets: one line for all counters. A real centre has its own; this one shows how the contract is used. */
export interface TicketQueue {
  /** Adds tickets to the line until `waiting` stand in it. */
  fill(waiting: number): Promise<void>
  /** Decides what the counter shows after a request. `command` is the id of the command that will say so. */
  decide(request: Request, command: string): Promise<CommandArgs<'counter.show'>>
  /** A counter did not take the number that this command gave it: the ticket goes back to the front of the line. */
  putBack(command: string): Promise<void>
  counts(): Promise<QueueCounts>
}

/** The queue over the centre's database. */
export function createTicketQueue(db: Database): TicketQueue {
  const count = async (state: string) =>
    Number((await db.all('SELECT count(*) AS n FROM tickets WHERE state = ?', state))[0]?.n ?? 0)
  const current = async (counter: string) => {
    const [row] = await db.all(
      "SELECT ticket FROM tickets WHERE state = 'called' AND counter = ? ORDER BY number DESC LIMIT 1",
      counter,
    )
    return row ? String(row.ticket) : null
  }
  const settle = (counter: string, state: string) =>
    db.run("UPDATE tickets SET state = ?, command = NULL WHERE state = 'called' AND counter = ?", state, counter)

  const callNext = async (counter: string, command: string): Promise<CommandArgs<'counter.show'>> => {
    await settle(counter, 'served')
    const [row] = await db.all("SELECT ticket FROM tickets WHERE state = 'waiting' ORDER BY number LIMIT 1")
    if (!row) return { ticket: null, notice: 'queue-empty' }
    const ticket = String(row.ticket)
    await db.run(
      "UPDATE tickets SET state = 'called', counter = ?, command = ? WHERE ticket = ?",
      counter,
      command,
      ticket,
    )
    return { ticket }
  }

  return {
    async fill(waiting) {
      for (let missing = waiting - (await count('waiting')); missing > 0; missing--) {
        const [row] = await db.all('SELECT coalesce(max(number), 0) + 1 AS number FROM tickets')
        const number = Number(row?.number)
        await db.run(
          "INSERT INTO tickets (number, ticket, state) VALUES (?, ?, 'waiting')",
          number,
          `A${String(number).padStart(3, '0')}`,
        )
      }
    },
    async decide({ name, counter }, command) {
      switch (name) {
        case 'call.next':
          return await callNext(counter, command)
        case 'call.skip':
          await settle(counter, 'skipped')
          return { ticket: null }
        case 'call.hold':
          await settle(counter, 'held')
          return { ticket: null }
        case 'call.transfer':
          await settle(counter, 'waiting')
          return { ticket: null }
        case 'call.finish':
        case 'call.close':
          await settle(counter, 'served')
          return { ticket: null }
        default:
          return { ticket: await current(counter) }
      }
    },
    putBack: (command) =>
      db.run("UPDATE tickets SET state = 'waiting', counter = NULL, command = NULL WHERE command = ?", command),
    async counts() {
      return { waiting: await count('waiting'), called: await count('called') }
    },
  }
}
