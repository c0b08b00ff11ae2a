import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DeskError } from '../core/index.ts'
import type { Executor } from '../sqlite/index.ts'

/** What was done about a damaged journal, for people to read. */
export interface Repair {
  /** When, RFC 3339. */
  readonly at: string
  /** Where the damaged files are now, within the data folder; none when the file could go on. */
  readonly aside?: string
  readonly reason: string
  /** The epoch that began, or went on. */
  readonly epoch: string
  /** Facts that were read from the damaged file. */
  readonly salvaged: number
  /** Numbers that go out as tombstones, lost or never issued. */
  readonly reported: number
}

/** What was done, in words. */
export function tellRepair({ aside, reason, epoch, salvaged, reported }: Repair): DeskError {
  return aside === undefined
    ? new DeskError('DB-JRN-012', { found: salvaged, reported, epoch })
    : new DeskError('DB-JRN-010', { reason, folder: aside, salvaged, reported, epoch })
}

/** Whether somebody should look at the disk: until they remove the damaged files that were set aside. */
export function isUnseen(repair: Repair, folder: string): boolean {
  return repair.aside !== undefined && existsSync(join(folder, repair.aside))
}

const key = 'journal/repair'

/** Notes the last repair in the journal itself. */
export async function noteRepair(db: Executor, repair: Repair): Promise<void> {
  await db.run(
    'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    JSON.stringify(repair),
  )
}

/** The last repair of this journal, if it ever needed one. */
export async function readRepair(db: Executor): Promise<Repair | undefined> {
  const [row] = await db.all('SELECT value FROM state WHERE key = ?', key)
  return row && (JSON.parse(String(row.value)) as Repair)
}
