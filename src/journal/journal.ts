import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Fact, formatTime, type Sequence } from '../contract/index.ts'
import { type Clock, DeskError, isDeskError, type Log, type Random } from '../core/index.ts'
import { type Database, migrate, openDatabase } from '../sqlite/index.ts'
import { loadDedupe } from './dedupe.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import type { DeskNames } from './envelope.ts'
import { loadHead } from './epochs.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { createResults, type Results } from './results.ts'
import { migrations } from './schema.ts'
import { type JournalStatus, readStatus } from './status.ts'
import { type Commit, Writer } from './writer.ts'

/** The one durable store of a desk. Nothing is accepted before it is here. */
export interface Journal {
  readonly delivery: Delivery
  readonly inbox: Inbox
  readonly results: Results
  /** Makes all parts of a commit durable in one transaction; resolves with the numbers of its facts. */
  commit(commit: Commit): Promise<Sequence[]>
  /** The last committed value of a state key. */
  state(key: string): Promise<unknown>
  /** Whether a press of that name is on disk. */
  isKnown(dedupeKey: string): boolean
  /** Calls `listener` after each transaction that wrote facts or results. Returns the way to stop it. */
  onCommit(listener: () => void): () => void
  status(): Promise<JournalStatus>
  /** All facts from the oldest, page by page. */
  facts(): AsyncIterable<Fact>
  close(): Promise<void>
}

/** What a journal needs to open. */
export interface JournalOptions extends DeskNames {
  readonly folder: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** The largest size of the file in pages of 4 KiB; {@link defaultMaxPages} unless a test wants less. */
  readonly maxPages?: number
}

/**
 * 2 GiB. On a full disk SQLite cannot even delete; with its own bound, set far below the disk's, it refuses new facts
 * with a clear error while receipts are still marked and rows still deleted.
 */
const defaultMaxPages = 524_288

/** The file of the journal within the data folder. */
export const journalFile = 'journal.db'

/**
 * Why each pragma: WAL lets readers and the one writer work side by side. FULL fsyncs every commit (NORMAL lost 2,818
 * acknowledged rows in 15 simulated power cuts). EXCLUSIVE keeps a second agent, and every other program, out of the
 * live file. secure_delete zeroes what is deleted. The limits keep the WAL from growing with a long backlog.
 */
const pragmas = {
  locking_mode: 'exclusive',
  auto_vacuum: 2,
  journal_mode: 'wal',
  synchronous: 2,
  secure_delete: 1,
  journal_size_limit: 4 * 1024 * 1024,
  cache_size: -4096,
  temp_store: 2,
}

/**
 * Opens the journal of a data folder, or creates it.
 * @throws DeskError DB-JRN-001 another agent has it, DB-JRN-004 the folder cannot be made, DB-SQL-… the file is unusable.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const db = await openFile(options.folder, options.maxPages ?? defaultMaxPages)
  try {
    await migrate(db, migrations)
    return await assemble(db, options)
  } catch (error) {
    await db.close()
    throw error
  }
}

async function openFile(folder: string, maxPages: number): Promise<Database> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new DeskError('DB-JRN-004', { folder, reason: (error as Error).message }, { cause: error })
  }
  try {
    return await openDatabase(join(folder, journalFile), { ...pragmas, max_page_count: maxPages })
  } catch (error) {
    throw isDeskError(error, 'DB-SQL-003') ? new DeskError('DB-JRN-001', { folder }, { cause: error }) : error
  }
}

async function assemble(db: Database, options: JournalOptions): Promise<Journal> {
  const dedupe = await loadDedupe(db)
  const head = await loadHead(db, formatTime(options.clock.wall()), options.random)
  const listeners = new Set<() => void>()
  const writer = new Writer(db, options, options.clock, head, (commits) => {
    dedupe.add(commits.flatMap((commit) => commit.dedupe ?? []))
    if (commits.some((commit) => commit.facts?.length || commit.results?.length))
      for (const listener of listeners) listener()
  })
  return {
    delivery: createDelivery(db, writer, options),
    inbox: createInbox(db),
    results: createResults(db),
    commit: (commit) => writer.commit(commit),
    async state(key) {
      const [row] = await db.all('SELECT value FROM state WHERE key = ?', key)
      return row === undefined ? undefined : JSON.parse(String(row.value))
    },
    isKnown: (key) => dedupe.has(key),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    status: () => readStatus(db, writer),
    facts: () => readFacts(db),
    close: () => db.close(),
  }
}

async function* readFacts(db: Database): AsyncIterable<Fact> {
  let after = 0
  for (;;) {
    const rows = await db.all('SELECT position, body FROM facts WHERE position > ? ORDER BY position LIMIT 500', after)
    for (const row of rows) yield JSON.parse(String(row.body)) as Fact
    if (rows.length < 500) return
    after = Number(rows.at(-1)?.position)
  }
}
