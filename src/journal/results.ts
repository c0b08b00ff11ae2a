import type { Database } from '../sqlite/index.ts'

/** A result that the broker has not taken yet. */
export interface WaitingResult {
  readonly number: number
  /** JSON text as published. */
  readonly body: string
}

/** Results of commands on their way to the centre. */
export interface Results {
  waiting(limit: number): Promise<WaitingResult[]>
  /** The broker has this one. */
  taken(number: number): Promise<void>
  /** Queues a result again, for a command that was repeated. */
  repeat(body: string): Promise<void>
}

/** The waiting results over the journal's database. */
export function createResults(db: Database): Results {
  return {
    async waiting(limit) {
      const rows = await db.all('SELECT number, body FROM results ORDER BY number LIMIT ?', limit)
      return rows.map((row) => ({ number: Number(row.number), body: String(row.body) }))
    },
    taken: (number) => db.run('DELETE FROM results WHERE number = ?', number),
    repeat: (body) => db.run('INSERT INTO results (body) VALUES (?)', body),
  }
}
