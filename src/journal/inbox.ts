import type { Command, CommandResult } from '../contract/index.ts'
import type { Database } from '../sqlite/index.ts'

/** What became of a command that just arrived. */
export type Acceptance =
  | { readonly kind: 'new' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'settled'; readonly result: CommandResult }

/** Commands from the centre. A command is here, durably, before the broker hears that we have it. */
export interface Inbox {
  /** Stores a command unless its id is known. */
  accept(command: Command): Promise<Acceptance>
  /** Commands without a result, oldest first. */
  pending(): Promise<Command[]>
}

/** How many settled commands are remembered, so that a repeated id is answered again and not carried out again. */
const remembered = 1000

/** The inbox over the journal's database. */
export function createInbox(db: Database): Inbox {
  return {
    async accept(command) {
      const [known] = await db.all('SELECT result FROM inbox WHERE id = ?', command.id)
      if (known?.result) return { kind: 'settled', result: JSON.parse(String(known.result)) as CommandResult }
      if (known) return { kind: 'waiting' }
      await db.run('INSERT INTO inbox (id, body) VALUES (?, ?)', command.id, JSON.stringify(command))
      await db.run(
        'DELETE FROM inbox WHERE result IS NOT NULL AND number <= (SELECT max(number) FROM inbox) - ?',
        remembered,
      )
      return { kind: 'new' }
    },
    async pending() {
      const rows = await db.all('SELECT body FROM inbox WHERE result IS NULL ORDER BY number')
      return rows.map((row) => JSON.parse(String(row.body)) as Command)
    },
  }
}
