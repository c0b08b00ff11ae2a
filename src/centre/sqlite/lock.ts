import { join } from 'node:path'
import { DeskError, isDeskError } from '../../core/index.ts'
import { openDatabase } from '../../sqlite/index.ts'

/** The right to serve a folder. The operating system takes it back when its process dies. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Takes a folder for this process: a database of its own that is held exclusively, so that the one with the facts can be
 * read by a backup meanwhile.
 * @throws DeskError DB-CTR-002 another process has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  try {
    const database = await openDatabase(join(folder, 'centre.lock'), { locking_mode: 'exclusive', journal_mode: 'wal' })
    await database.exec('PRAGMA user_version = 1')
    return { release: () => database.close() }
  } catch (error) {
    throw isDeskError(error, 'DB-SQL-003') ? new DeskError('DB-CTR-002', { folder }, { cause: error }) : error
  }
}
