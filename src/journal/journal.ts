import { join } from 'node:path'
import type { DiskLevel, Fact, Sequence } from '../contract/index.ts'
import { type Clock, type ClockQuality, isDeskError, type Log, type Random } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import { dropBallast } from './ballast.ts'
import { loadDedupe } from './dedupe.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { DiskWatch } from './disk-watch.ts'
import type { DeskNames } from './envelope.ts'
import { readReceipted } from './epochs.ts'
import { journalFile } from './files.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { keep } from './keep.ts'
import { type OpenFile, type OpenOptions, openFile } from './open.ts'
import { type QuarantinedFact, readQuarantine } from './quarantined.ts'
import { Reserve } from './reserve.ts'
import { createResults, type Results } from './results.ts'
import { type JournalStatus, readStatus } from './status.ts'
import { type EpochVerdict, verifyChains } from './verify.ts'
import { wholeKey } from './whole.ts'
import { type Commit, leftOutKey, Writer } from './writer.ts'

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
  /** How full the disk is. */
  disk(): DiskLevel
  /** Calls `listener` when that has changed. Returns the way to stop it. */
  onDisk(listener: (level: DiskLevel) => void): () => void
  /** Calls `listener` when states on disk may be others than were confirmed. Returns the way to stop it. */
  onReread(listener: () => void): () => void
  status(): Promise<JournalStatus>
  /** The originals of facts that went out as tombstones only, without what they say. */
  quarantined(): Promise<QuarantinedFact[]>
  /** Recomputes the hash chain of every epoch. */
  verify(): AsyncIterable<EpochVerdict>
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
  /** How many days receipted facts stay on the desk; 30 unless somebody wants it otherwise. */
  readonly retentionDays?: number
  /** How far the wall clock can be believed. A clock that nobody vouches for ages nothing. */
  clockQuality?(): ClockQuality
}

/**
 * 2 GiB. On a full disk SQLite cannot even delete; with its own bound, set far below the disk's, it refuses new facts
 * with a clear error while receipts are still marked and rows still deleted.
 */
const defaultMaxPages = 524_288

/**
 * Opens the journal of a data folder, or creates it.
 * @throws DeskError DB-JRN-001 another agent has it, DB-JRN-004 the folder cannot be made, DB-JRN-011 it is damaged and
 * cannot be set aside, DB-SQL-… the disk refuses it.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const file = await openWithRoom({ ...options, maxPages: options.maxPages ?? defaultMaxPages })
  try {
    return await assemble(file, options)
  } catch (error) {
    await file.db.close()
    await file.unlock()
    throw error
  }
}

/** A desk that starts on a full disk starts all the same: what it needs for that is in the ballast. */
async function openWithRoom(options: OpenOptions): Promise<OpenFile> {
  try {
    return await openFile(options)
  } catch (error) {
    const roomHelps = !isDeskError(error, 'DB-JRN-001') && !isDeskError(error, 'DB-JRN-004')
    if (!roomHelps || (await dropBallast(options.folder)) === 0) throw error
    return await openFile(options)
  }
}

async function assemble({ db, head, issued, unlock }: OpenFile, options: JournalOptions): Promise<Journal> {
  const { clock, folder } = options
  const dedupe = await loadDedupe(db)
  const listeners = new Set<() => void>()
  const disk = new DiskWatch({ ...options, db, file: join(folder, journalFile) })
  const receipted = () => readReceipted(db, writer.head.ordinal)
  const reserve: Reserve = new Reserve({ ...options, head: () => writer.head, receipted }, issued)
  const writer: Writer = new Writer({
    db,
    names: options,
    clock,
    disk,
    head,
    reserve: reserve.upTo,
    leftOut: Number((await readState(db, leftOutKey)) ?? 0),
    marks: (await readState(db, wholeKey)) !== undefined,
    committed(commits) {
      dedupe.add(commits.flatMap((commit) => commit.dedupe ?? []))
      if (commits.some((commit) => commit.facts?.length || commit.results?.length))
        for (const listener of listeners) listener()
    },
  })
  const keeping = await keep({ db, writer, disk, reload: () => dedupe.reload() }, options)
  return {
    delivery: createDelivery(db, writer, { ...options, settled: () => keeping.upkeep.wake() }),
    inbox: createInbox(db),
    results: createResults(db),
    commit: (commit) => writer.commit(commit),
    async state(key) {
      const text = writer.stateText(key)
      return text === undefined ? await readState(db, key) : JSON.parse(text)
    },
    isKnown: (key) => dedupe.has(key),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    disk: () => disk.level,
    onDisk: (listener) => disk.onChange(listener),
    onReread: keeping.onReread,
    status: () => readStatus(db, writer, disk),
    quarantined: () => readQuarantine(db),
    verify: () => verifyChains(db),
    facts: () => readFacts(db),
    async close() {
      keeping.stop()
      await reserve.close()
      await db.close()
      await unlock()
    },
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

async function readState(db: Database, key: string): Promise<unknown> {
  const [row] = await db.all('SELECT value FROM state WHERE key = ?', key)
  return row === undefined ? undefined : JSON.parse(String(row.value))
}
