import { parseTime } from '../../contract/index.ts'
import type { Executor } from '../../sqlite/index.ts'

/** When this centre took the last fact of each desk: that at the end of each life of its journal, so one look for each. */
export async function lastFacts(books: Executor): Promise<ReadonlyMap<string, number>> {
  const rows = await books.all(
    `SELECT streams.desk, max(facts.received) AS received FROM streams JOIN facts
       ON facts.desk = streams.desk AND facts.epoch = streams.epoch AND facts.sequence = streams.applied
     GROUP BY streams.desk`,
  )
  return new Map(rows.map(({ desk, received }) => [String(desk), parseTime(String(received))]))
}
