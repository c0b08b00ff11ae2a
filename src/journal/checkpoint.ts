import { DeskError } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'

/**
 * Writes the whole log back into the file and empties it; both are synchronised. Frames of a commit that failed are not
 * in the log as this connection knows it, so they are gone for good after it.
 * @throws DeskError DB-SQL-… the disk refused, DB-SQL-003 somebody reads.
 */
export async function checkpoint(db: Database): Promise<void> {
  const [row] = await db.all('PRAGMA wal_checkpoint(TRUNCATE)')
  if (row?.busy !== 0) throw new DeskError('DB-SQL-003', { file: 'journal' })
}
