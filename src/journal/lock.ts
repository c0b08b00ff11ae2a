import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DeskError, isDeskError } from '../core/index.ts'
import { type Database, openDatabase, openReader } from '../sqlite/index.ts'

/** The file within the data folder whose lock says that somebody has the journal. */
export const lockFile = 'journal.lock'

/**
 * Takes the data folder for this process until the returned lock is closed. The journal's own lock comes too late: its
 * files are looked at, and perhaps renamed, before SQLite may touch them. An empty database is the lock that SQLite
 * offers on every system.
 * @throws DeskError DB-JRN-001 another agent has the folder.
 */
export async function lockFolder(folder: string): Promise<Database> {
  const path = join(folder, lockFile)
  try {
    return await lock(path)
  } catch (error) {
    if (isDeskError(error, 'DB-SQL-003')) throw new DeskError('DB-JRN-001', { folder }, { cause: error })
    // Nothing is in this file, so one that cannot be used is replaced.
    rmSync(path, { recursive: true, force: true })
    return await lock(path)
  }
}

/** Whether somebody has the data folder, without taking it or making anything in it. */
export async function isFolderTaken(folder: string): Promise<boolean> {
  const path = join(folder, lockFile)
  if (!existsSync(path)) return false
  try {
    const db = await openReader(path)
    await db.all('SELECT 1 FROM sqlite_schema').finally(() => db.close())
    return false
  } catch (error) {
    return isDeskError(error, 'DB-SQL-003')
  }
}

async function lock(path: string): Promise<Database> {
  const db = await openDatabase(path, {})
  try {
    await db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}
