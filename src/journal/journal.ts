import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Epoch, type Fact, formatTime, type Sequence } from '../contract/index.ts'
import { type Clock, DeskError, isDeskError, type Log, type Random } from '../core/index.ts'
import { type Database, migrate, openDatabase } from '../sqlite/index.ts'
import { loadDedupe } from './dedupe.ts'
import type { Delivery, JournalStatus } from './delivery.ts'
import type { DeskNames } from './envelope.ts'
import { loadHead, newEpochName } from './epochs.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { ordinalOf, type Position, positionOf, sequenceOf } from './position.ts'
import { judgeReceipt, reissueUnder } from './receipts.ts'
import { createResults, type Results } from './results.ts'
import { migrations } from './schema.ts'
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

function createDelivery(db: Database, writer: Writer, options: JournalOptions): Delivery {
  return {
    async start() {
      const rows = await db.all('SELECT ordinal, receipted FROM epochs WHERE superseded = 0 ORDER BY ordinal')
      for (const row of rows) {
        const from = positionOf(Number(row.ordinal), Number(row.receipted))
        const [next] = await db.all('SELECT min(position) AS position FROM facts WHERE position > ?', from)
        if (next?.position && ordinalOf(Number(next.position) as Position) === row.ordinal) return from
      }
      return positionOf(writer.head.ordinal, writer.head.sequence)
    },
    async read(after, limit) {
      const newest = writer.newestAfter(after, limit)
      if (newest) return newest
      const rows = await db.all(
        'SELECT position, body FROM facts WHERE position > ? ORDER BY position LIMIT ?',
        after,
        limit,
      )
      return rows.map((row) => ({ position: Number(row.position) as Position, body: String(row.body) }))
    },
    begin: () => db.run('UPDATE epochs SET sent = 1 WHERE ordinal = ?', writer.head.ordinal),
    async receipt(receipt) {
      const verdict = await judgeReceipt(db, writer.head, receipt)
      if (verdict.kind === 'foreign') await beginEpoch(db, writer, options, receipt)
      return verdict
    },
    markUpTo: (position) =>
      db.run(
        'UPDATE epochs SET receipted = max(receipted, ?) WHERE ordinal = ?',
        sequenceOf(position),
        ordinalOf(position),
      ),
  }
}

async function beginEpoch(
  db: Database,
  writer: Writer,
  options: JournalOptions,
  receipt: { epoch: string; upTo: number },
): Promise<void> {
  const epoch: Epoch = newEpochName(options.random)
  await writer.exclusively((head) => reissueUnder(epoch, formatTime(options.clock.wall()), db, head))
  const alarm = new DeskError('DB-JRN-003', { epoch: receipt.epoch, upTo: receipt.upTo, newEpoch: epoch })
  options.log.error(alarm.message, { code: alarm.code, epoch })
}

async function readStatus(db: Database, writer: Writer): Promise<JournalStatus> {
  const { head } = writer
  const epochs = await db.all('SELECT ordinal, receipted FROM epochs WHERE superseded = 0 ORDER BY ordinal')
  let backlog = 0
  for (const epoch of epochs) backlog += (await lastSequence(db, Number(epoch.ordinal))) - Number(epoch.receipted)
  const [size] = await db.all('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
  return {
    epoch: head.epoch,
    lastSequence: head.sequence,
    receipted: Number(epochs.at(-1)?.receipted ?? 0),
    backlog,
    bytes: Number(size?.bytes ?? 0),
  }
}

/** Numbers have no gaps, so the last one of an epoch is also their count. */
async function lastSequence(db: Database, ordinal: number): Promise<number> {
  const [row] = await db.all('SELECT max(position) AS last FROM facts WHERE position < ?', positionOf(ordinal + 1, 0))
  const last = Number(row?.last ?? 0) as Position
  return ordinalOf(last) === ordinal ? sequenceOf(last) : 0
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
