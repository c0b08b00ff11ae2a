import type { Database, Executor, SqlValue } from '../sqlite/index.ts'
import type { StoredFact } from './delivery.ts'

/** A fact as a row. */
export interface FactRow extends StoredFact {
  readonly id: string
  readonly chain: string
}

/** What else a commit writes: [kind, a, b, c, d] of the view `commits`. */
export type CommitRow = readonly [kind: 'fact' | 'state' | 'dedupe' | 'result', ...values: readonly SqlValue[]]

/** Writes all rows in one transaction; they are on disk when this resolves. */
export async function writeRows(db: Database, facts: readonly FactRow[], others: readonly CommitRow[]): Promise<void> {
  const whole = Math.floor(facts.length / blockRows)
  const rest = facts.slice(whole * blockRows).map((fact): CommitRow => ['fact', ...valuesOf(fact)])
  const rows = JSON.stringify([...rest, ...others])
  if (whole === 0) {
    if (rest.length + others.length > 0) await db.run(insertRows, rows)
    return
  }
  await db.transaction(async (transaction) => {
    for (let block = 0; block < whole; block++) {
      const own = facts.slice(block * blockRows, (block + 1) * blockRows)
      await transaction.run(insertBlock, ...own.flatMap(valuesOf))
    }
    await transaction.run(insertRows, rows)
  })
}

/** Facts in one statement of a large batch: bound as they are, they cost half of what they cost as JSON. */
const blockRows = 64
const insertBlock = `INSERT INTO facts (position, id, chain, body) VALUES ${Array(blockRows).fill('(?, ?, ?, ?)').join(', ')}`

/** Writes rows within a transaction that is under way. */
export async function writeWithin(transaction: Executor, others: readonly CommitRow[]): Promise<void> {
  await transaction.run(insertRows, JSON.stringify(others))
}

/** One statement is a transaction by itself, without a BEGIN and COMMIT that cost a press a thread hop each. */
const insertRows = `
  INSERT INTO commits (kind, a, b, c, d)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`

function valuesOf({ position, id, chain, body }: FactRow): SqlValue[] {
  return [position, id, chain, body]
}
