import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../core/index.ts'
import { type Database, type Executor, migrate, openDatabase } from '../../sqlite/index.ts'
import { createStore } from '../store/create-store.ts'
import type { CentreStore, Effect } from '../store/store.ts'
import { systemClock } from '../system.ts'
import { writeBackup } from './backup.ts'
import { lockFolder } from './lock.ts'
import { migrations } from './schema.ts'
import { sqliteTables } from './tables.ts'

/** A centre's store in one SQLite file. */
export interface SqliteStore extends CentreStore {
  readonly database: Database
  /**
   * Writes a copy of the database to a new file while everything goes on.
   * @throws DeskError DB-CTR-007 there is such a file already.
   */
  backup(file: string): Promise<void>
}

/** What a store on SQLite needs. */
export interface SqliteStoreOptions {
  readonly folder: string
  /** What the centre does with each fact, in the transaction that takes it. */
  readonly effect?: Effect<Executor>
  /** The machine's own unless given. */
  readonly clock?: Clock
}

/** The file of the centre's database within its folder. */
export const centreFile = 'centre.db'

/**
 * Why each pragma: WAL lets a backup and the command line read while facts are taken. FULL syncs every commit, because a
 * receipt is a promise. The limit keeps the WAL from growing for ever; the time-out is for the command line's own writes.
 */
const pragmas = { journal_mode: 'wal', synchronous: 2, journal_size_limit: 4 * 1024 * 1024, busy_timeout: 10_000 }

/**
 * Opens the store of a folder, or creates it. One process at a time serves a folder.
 * @throws DeskError DB-CTR-002 another process has it.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(options.folder)
  try {
    return await openUnlocked(options, () => lock.release())
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Opens the store beside the process that serves its folder, for the command line. */
export function lookIntoSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  return openUnlocked(options, () => Promise.resolve())
}

async function openUnlocked(
  { folder, clock = systemClock, effect }: SqliteStoreOptions,
  closed: () => Promise<void>,
): Promise<SqliteStore> {
  const file = join(folder, centreFile)
  const database = await openDatabase(file, pragmas)
  await migrate(database, migrations)
  const store = createStore<Executor>({
    engine: {
      transaction: (work) => database.transaction((transaction) => work(sqliteTables(transaction), transaction)),
      async close() {
        await database.close()
        await closed()
      },
    },
    clock,
    effect,
  })
  return { ...store, database, backup: (target) => writeBackup(file, target) }
}
