import type { Chain, DiskLevel } from '../contract/index.ts'
import type { Database } from '../sqlite/index.ts'
import type { DiskWatch } from './disk-watch.ts'
import { outstanding } from './outstanding.ts'
import { type Repair, readRepair } from './repair.ts'
import type { Writer } from './writer.ts'

/** How much lies in the journal. */
export interface JournalStatus {
  readonly epoch: string
  readonly lastSequence: number
  /** The chain value at `lastSequence`. */
  readonly chain: Chain
  /** How far the centre has confirmed each epoch, newest epoch first, the newest 16. */
  readonly receipted: readonly { readonly epoch: string; readonly upTo: number }[]
  /** Facts that go out as tombstones only. */
  readonly quarantined: number
  /** Facts that no receipt covers yet. */
  readonly backlog: number
  readonly bytes: number
  readonly disk: DiskLevel
  /** How much of the room that it may use is used, in percent; null before it was measured. */
  readonly diskUsed: number | null
  /** Facts for statistics that were left out because the disk was tight. */
  readonly leftOut: number
  /** The last time that damage was repaired; null when there never was any. */
  readonly repair: Repair | null
}

/** The newest epochs that a status tells of. A desk has more than one only after a restored copy or a damaged disk. */
const epochsTold = 16

/** Counts what lies in the journal. */
export async function readStatus(db: Database, writer: Writer, disk: DiskWatch): Promise<JournalStatus> {
  const { epoch, sequence, chain } = writer.head
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
    chain,
    receipted: epochs.map((row) => ({ epoch: String(row.epoch), upTo: Number(row.receipted) })),
    quarantined: Number(quarantined?.count),
    backlog,
    bytes: Number(size?.bytes ?? 0),
    disk: disk.level,
    diskUsed: disk.room ? Math.round(disk.room.share * 100) : null,
    leftOut: writer.leftOut,
    repair: (await readRepair(db)) ?? null,
  }
}
