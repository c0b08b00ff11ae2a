import { mkdirSync, rmSync } from 'node:fs'
import { copyFile, open as openPath, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { formatTime } from '../contract/index.ts'
import {
  type Clock,
  DeskError,
  type ErrorCode,
  isDeskError,
  type Log,
  type Random,
  toDeskError,
} from '../core/index.ts'
import { syncFolder } from '../durable/index.ts'
import { type Database, migrate, openDatabase } from '../sqlite/index.ts'
import { checkContent, checkStructure } from './check.ts'
import { checkpoint } from './checkpoint.ts'
import type { DeskNames, Head } from './envelope.ts'
import { loadHead, readReceipted } from './epochs.ts'
import { journalFile, keptLogFile, logFile, salvagedFile } from './files.ts'
import { lockFolder } from './lock.ts'
import { inspect } from './preflight.ts'
import { noteRepair, tellRepair } from './repair.ts'
import { blockSize } from './reserve.ts'
import {
  type Issued,
  noteReserve,
  overwriteReserve,
  type ReserveRecord,
  readReserve,
  writeReserve,
} from './reserve-file.ts'
import { salvage } from './salvage/salvage.ts'
import type { Wal } from './salvage/wal.ts'
import { migrations } from './schema.ts'
import { nameAside, setAside, tidyAsides } from './set-aside.ts'
import { adoptTail, readTail } from './tail.ts'

/** What opening the file of a journal needs. */
export interface OpenOptions extends DeskNames {
  readonly folder: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly maxPages: number
}

/** An open, checked file, and how far its numbers are reserved. */
export interface OpenFile {
  readonly db: Database
  readonly head: Head
  readonly issued: Issued
  /** Lets go of the data folder; the last thing to do. */
  unlock(): Promise<void>
}

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

/** What SQLite or a check says of a file that is not what was written. Full, busy and failing disks are none of these. */
const damageCodes: readonly ErrorCode[] = ['DB-SQL-001', 'DB-SQL-002', 'DB-SQL-006', 'DB-SQL-007']

/**
 * Opens the file of a data folder, or creates it. A damaged one is set aside, and a new one holds what can be read of it,
 * says which numbers are lost, and begins a new epoch.
 * @throws DeskError DB-JRN-001 another agent has it, DB-JRN-004 no folder, DB-JRN-011 a damaged file cannot be set aside.
 */
export async function openFile(options: OpenOptions): Promise<OpenFile> {
  makeFolder(options.folder)
  const lock = await lockFolder(options.folder)
  try {
    return { ...(await openLocked(options)), unlock: () => lock.close() }
  } catch (error) {
    await lock.close()
    throw error
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new DeskError('DB-JRN-004', { folder, reason: (error as Error).message }, { cause: error })
  }
}

type Opened = Omit<OpenFile, 'unlock'>

async function openLocked(options: OpenOptions): Promise<Opened> {
  const record = await finishRepair(readReserve(options.folder), options)
  const found = inspect(options.folder, record)
  if (found.kind === 'damaged') return await replace(found.reason, record, options)
  const wal = found.kind === 'ready' ? found.wal : undefined
  try {
    // A start that fails ends with SQLite writing the log back and removing it: the next one must not miss it.
    if (record?.phase.kind === 'open') await noteReserve(options.folder, { ...record, phase: { kind: 'closed' } })
    if (wal && wal.frames.length > 0) await keepLog(options.folder)
    return await openChecked(wal, record, options)
  } catch (error) {
    // What the file system refuses, as a full disk does, says nothing about the file.
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error
    const coded = toDeskError(error, 'DB-SQL-001', { file: journalFile })
    if (found.kind === 'new' || !damageCodes.includes(coded.code)) throw error
    if (coded.code === 'DB-SQL-007' && (await canBeOpened(options.folder))) throw error
    return await replace(String(coded.args.reason ?? coded.message), record, options)
  }
}

/** Whether the files let themselves be opened: then SQLite could not for want of handles or memory, which passes. */
async function canBeOpened(folder: string): Promise<boolean> {
  const refusals = await Promise.all(
    [journalFile, logFile].map(async (name) => {
      try {
        await (await openPath(join(folder, name), 'r+')).close()
        return undefined
      } catch (error) {
        return (error as NodeJS.ErrnoException).code
      }
    }),
  )
  const ofTheFile = ['EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ELOOP']
  return !refusals.some((code) => code !== undefined && ofTheFile.includes(code))
}

/** A repair that was interrupted is taken up where the side file says it stood. */
async function finishRepair(
  record: ReserveRecord | undefined,
  options: OpenOptions,
): Promise<ReserveRecord | undefined> {
  if (record?.phase.kind === 'salvaging')
    return await rebuild('interrupted', record.phase.aside, record.issued, options)
  if (record?.phase.kind === 'replacing') return await takePlace(record, options)
  return record
}

async function replace(reason: string, record: ReserveRecord | undefined, options: OpenOptions): Promise<Opened> {
  const aside = nameAside(options.folder, options.clock)
  return await openChecked(undefined, await rebuild(reason, aside, record?.issued, options), options)
}

/**
 * Sets the damaged files aside and makes a new one of them. Before each step the side file says which step it is, and
 * each can be done twice: whenever this is interrupted, the next start goes on with it.
 */
async function rebuild(
  reason: string,
  aside: string,
  issued: Issued | undefined,
  options: OpenOptions,
): Promise<ReserveRecord> {
  const { folder, clock, log } = options
  await writeReserve(folder, { issued, phase: { kind: 'salvaging', aside } })
  await setAside(folder, aside)
  const files = {
    mainFile: join(folder, aside, journalFile),
    walFiles: [keptLogFile, logFile].map((file) => join(folder, aside, file)),
  }
  const target = join(folder, salvagedFile)
  const repair = { at: formatTime(clock.wall()), aside, reason }
  const built = await salvage({ ...options, ...files, target, issued, repair })
  const begun = { epoch: built.epoch, ordinal: built.ordinal, reserved: blockSize, written: 0, receipted: 0 }
  const record: ReserveRecord = { issued: begun, phase: { kind: 'replacing', aside } }
  await writeReserve(folder, record)
  const words = tellRepair(built.repair)
  log.error(words.message, { code: words.code, epoch: built.epoch, count: built.salvaged, reason })
  return await takePlace(record, options)
}

async function takePlace(record: ReserveRecord, { folder }: OpenOptions): Promise<ReserveRecord> {
  await rename(join(folder, salvagedFile), join(folder, journalFile)).catch((error: NodeJS.ErrnoException) => {
    // It has its place already when only the last note was missing.
    if (error.code !== 'ENOENT') throw error
  })
  await syncFolder(folder)
  const done: ReserveRecord = { issued: record.issued, phase: { kind: 'closed' } }
  await writeReserve(folder, done)
  tidyAsides(folder)
  return done
}

/** When SQLite closes a file that turns out to be damaged, it writes the log back and removes it. */
async function keepLog(folder: string): Promise<void> {
  const path = join(folder, keptLogFile)
  try {
    await copyFile(join(folder, logFile), path)
    const copy = await openPath(path, 'r+')
    try {
      await copy.sync()
    } finally {
      await copy.close()
    }
  } catch (error) {
    // A desk starts on a full disk too: the copy matters only where the file is damaged as well.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    rmSync(path, { force: true })
  }
}

async function openChecked(
  wal: Wal | undefined,
  record: ReserveRecord | undefined,
  options: OpenOptions,
): Promise<Opened> {
  const db = await connect(options)
  try {
    await checkStructure(db)
    await migrate(db, migrations)
    await checkContent(db, record?.issued, options.clock)
    await takeOver(db, wal, record, options)
    const head = await loadHead(db, formatTime(options.clock.wall()), options.random)
    return { db, head, issued: await beginReserve(db, head, record, options) }
  } catch (error) {
    await db.close()
    throw error
  }
}

async function connect({ folder, maxPages }: OpenOptions): Promise<Database> {
  try {
    return await openDatabase(join(folder, journalFile), { ...pragmas, max_page_count: maxPages })
  } catch (error) {
    throw isDeskError(error, 'DB-SQL-003') ? new DeskError('DB-JRN-001', { folder }, { cause: error }) : error
  }
}

/** Takes over what the last run left in its log, and empties it: an unfinished end must not lie there for another run. */
async function takeOver(db: Database, wal: Wal | undefined, record: ReserveRecord | undefined, options: OpenOptions) {
  if (!wal || wal.frames.length === 0) return
  const { clock, random, log } = options
  const head = await loadHead(db, formatTime(clock.wall()), random)
  const reserved = record?.issued?.ordinal === head.ordinal ? record.issued.reserved : head.sequence + blockSize
  const { found, reported } = await adoptTail(db, readTail(wal, head), head, reserved, options)
  if (found + reported > 0) {
    const reason = 'its last transaction was not complete'
    const repair = { at: formatTime(clock.wall()), reason, epoch: head.epoch, salvaged: found, reported }
    await noteRepair(db, repair)
    const words = tellRepair(repair)
    log.warn(words.message, { code: words.code, epoch: head.epoch, count: found + reported })
  }
  await emptyLog(db, wal)
  rmSync(join(options.folder, keptLogFile), { force: true })
}

async function emptyLog(db: Database, { frames, taken }: Wal): Promise<void> {
  try {
    await checkpoint(db)
  } catch (error) {
    // A log that ends well may stay until the disk has room again.
    if (!isDeskError(error, 'DB-SQL-004') || frames.length > taken) throw error
  }
}

/** From here on the side file says that the journal is open: its log is there, and its folder entry is synchronised with this. */
async function beginReserve(
  db: Database,
  head: Head,
  record: ReserveRecord | undefined,
  { folder }: OpenOptions,
): Promise<Issued> {
  const known = record?.issued?.ordinal === head.ordinal ? record.issued : undefined
  const issued = {
    epoch: head.epoch,
    ordinal: head.ordinal,
    reserved: Math.max(known?.reserved ?? 0, head.sequence + blockSize),
    written: head.sequence,
    receipted: await readReceipted(db, head.ordinal),
  }
  try {
    await noteReserve(folder, { issued, phase: { kind: 'open' } })
    return issued
  } catch (error) {
    // It may have been written all the same.
    await overwriteReserve(folder, { issued, phase: { kind: 'closed' } }).catch(() => undefined)
    throw error
  }
}
