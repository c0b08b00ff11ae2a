import type { Database } from '../sqlite/index.ts'
import { outstanding } from './outstanding.ts'
import type { Writer } from './writer.ts'

/** How much lies in the journal. */
export interface JournalStatus {
  readonly epoch: string
  readonly lastSequence: number
  /** How far the centre has confirmed each epoch, newest epoch first, the newest 16. */
  readonly receipted: readonly { readonly epoch: string; readonly upTo: number }[]
  /** Facts that go out as tombstones only. */
  readonly quarantined: number
  /** Facts that no receipt covers yet. */
  readonly backlog: number
  readonly bytes: number
}

/** The newest epochs that a status tells of. A desk has more than one only after a restored copy or a damaged disk. */
const epochsTold = 16

/** Counts what lies in the journal. */
export async function readStatus(db: Database, writer: Writer): Promise<JournalStatus> {
  const { epoch, sequence } = writer.head
  let backlog = 0
  for (const { after, upTo } of await outstanding(db)) {
    const [last] = await db.all('SELECT max(position) AS position FROM facts WHERE position <= ?', upTo)
    backlog += Math.max(0, Number(last?.position ?? 0) - after)
  }
  const epochs = await db.all('SELECT epoch, receipted FROM epochs ORDER BY ordinal DESC LIMIT ?', epochsTold)
  const [quarantined] = await db.all('SELECT count(*) AS count FROM quarantine')
  const [size] = await db.all('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
  return {
    epoch,
    lastSequence: sequence,
    receipted: epochs.map((row) => ({ epoch: String(row.epoch), upTo: Number(row.receipted) })),
    quarantined: Number(quarantined?.count),
    backlog,
    bytes: Number(size?.bytes ?? 0),
  }
}
