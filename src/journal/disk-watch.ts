import type { DiskLevel } from '../contract/index.ts'
import { type Clock, DeskError, type ErrorCode, isDeskError, type Log, type Timer } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import { Ballast } from './ballast.ts'
import { checkpoint } from './checkpoint.ts'
import { type DiskRoom, leastFree, levelOf, measureRoom } from './disk-room.ts'

/** What watching a disk needs. */
export interface DiskWatchOptions {
  readonly db: Database
  readonly folder: string
  readonly file: string
  readonly clock: Clock
  readonly log: Log
}

/** How often the disk is looked at while nothing is written: others fill it too, and others make room. */
const [lookEvery, lookEveryWhenFull] = [30_000, 1_000]
/**
 * Pages after which SQLite writes its log back by itself: its own default, and few on a full disk, where the log of the
 * receipts must stay below {@link leastFree} or nothing could be marked any more.
 */
const [pagesOfLog, pagesOfLogWhenFull] = [1_000, 64]
/** What a row is taken to need before it is written. */
const rowSize = 1_024
/** Bytes after which the disk is looked at again, at the least and at the most. */
const [leastBudget, mostBudget] = [32 * 1_024, 8 * 1_024 * 1_024]
/** The part of the usable bytes after which the disk is looked at again. */
const budgetPart = 0.01

/** A disk with less than this free can be filled by somebody else before the first look. */
const smallDisk = 1024 * 1024 * 1024

/** The code of each level that somebody must do something about. */
export const diskCodes: Readonly<Record<Exclude<DiskLevel, 'room'>, ErrorCode>> = {
  tight: 'DB-JRN-020',
  short: 'DB-JRN-021',
  full: 'DB-JRN-022',
  failing: 'DB-JRN-023',
}

/** Errors after which nothing that the disk shows can be believed. */
const failures: readonly ErrorCode[] = ['DB-SQL-005', 'DB-SQL-006', 'DB-SQL-007']

/** Knows how full the disk is without asking it for each row, and keeps the ballast. */
export class DiskWatch {
  readonly #o: DiskWatchOptions
  readonly #ballast: Ballast
  readonly #listeners = new Set<(level: DiskLevel) => void>()
  readonly #stopListening: () => void
  #level: DiskLevel = 'room'
  #room: DiskRoom | undefined
  #unmeasured = 0
  #failures = 0
  #timer: Timer | undefined
  #stopped = false

  constructor(options: DiskWatchOptions) {
    this.#o = options
    this.#ballast = new Ballast(options.folder)
    this.#stopListening = options.db.onFailure((error) => this.#failed(error))
    this.#lookLater()
  }

  get level(): DiskLevel {
    return this.#level
  }

  /** What was measured last. */
  get room(): DiskRoom | undefined {
    return this.#room
  }

  /** Looks at the disk if so much was written, or is about to be, that the level may have changed. */
  async beforeWriting(rows: number): Promise<void> {
    this.#unmeasured += rows * rowSize
    const budget = Math.max(leastBudget, Math.min(mostBudget, (this.#room?.usable ?? 0) * budgetPart))
    if (this.#unmeasured >= budget && this.#level !== 'failing') await this.measure(rows)
  }

  /** Measures the room and sets the level. */
  async measure(rowsToCome = 0): Promise<void> {
    if (this.#stopped || this.#level === 'failing') return
    this.#unmeasured = 0
    const before = this.#level
    let { room, level } = await this.#judge(rowsToCome)
    // Half of a small disk can be a log that is written back already.
    if (level !== 'room' && room.log > leastFree && (await this.#writeBack())) {
      ;({ room, level } = await this.#judge(rowsToCome))
    }
    this.#room = room
    // The ballast comes first: what is accepted again could not be delivered on a disk that fills up once more.
    if (before === 'full' && level === 'room') await this.#ballast.make()
    // An error may have come in the meantime, and it knows better.
    if (this.#level === before) await this.#enter(level)
  }

  /** The disk does what it is told again. @throws DeskError DB-JRN-023 it has failed anew while it was measured. */
  async healed(): Promise<void> {
    if (this.#level !== 'failing') return
    const failures = this.#failures
    const { room, level } = await this.#judge(0)
    if (this.#failures > failures) throw diskError('failing', this.#o.folder)
    this.#room = room
    await this.#enter(level)
  }

  /** Calls `listener` when the level has changed. Returns the way to stop it. */
  onChange(listener: (level: DiskLevel) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Measures for the first time. A small disk gets its ballast at once; on a large one it can wait. */
  async begin(): Promise<void> {
    await this.measure()
    if (this.#room && this.#room.free < smallDisk) await this.#keepBallast()
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
    this.#stopListening()
  }

  async #keepBallast(): Promise<void> {
    if (this.#level === 'room' && !this.#stopped) await this.#ballast.make()
  }

  async #judge(rowsToCome: number): Promise<{ room: DiskRoom; level: DiskLevel }> {
    const room = await measureRoom(this.#o.db, this.#o.file, this.#ballast.withheld)
    const share = room.share + (rowsToCome * rowSize) / room.usable
    return { room, level: levelOf({ ...room, share }, this.#level) }
  }

  async #enter(level: DiskLevel): Promise<void> {
    this.#change(level)
    await this.#o.db.all(`PRAGMA wal_autocheckpoint = ${level === 'full' ? pagesOfLogWhenFull : pagesOfLog}`)
    if (level !== 'full') return
    this.#lookLater()
    await this.#ballast.drop()
    // The file grows by what its log holds now, while there is room; receipts then only write over what it has.
    await this.#writeBack()
  }

  async #writeBack(): Promise<boolean> {
    try {
      await checkpoint(this.#o.db)
      return true
    } catch {
      // What it found wrong with the disk has been heard already.
      return false
    }
  }

  #failed(error: DeskError): void {
    if (failures.includes(error.code)) {
      this.#failures += 1
      this.#change('failing', error)
    } else if (isDeskError(error, 'DB-SQL-004') && this.#level !== 'failing') {
      this.#room = undefined
      this.#enter('full').catch(() => this.#o.log.warn('the ballast cannot be dropped', { code: error.code }))
    }
  }

  #change(level: DiskLevel, cause?: DeskError): void {
    if (level === this.#level) return
    this.#level = level
    this.#tell(level, cause)
    for (const listener of this.#listeners) listener(level)
  }

  #tell(level: DiskLevel, cause: DeskError | undefined): void {
    const { log, folder } = this.#o
    if (level === 'room') {
      log.info('the disk has room', { state: level })
      return
    }
    const told = diskError(level, folder, this.#room)
    log[level === 'tight' ? 'warn' : 'error'](told.message, {
      code: told.code,
      state: level,
      ...(cause ? { reason: cause.message } : {}),
    })
  }

  #lookLater(): void {
    if (this.#stopped) return
    const wait = this.#level === 'full' ? lookEveryWhenFull : lookEvery
    this.#timer?.cancel()
    this.#timer = this.#o.clock.after(wait, () => {
      this.#lookNow().catch((error: unknown) => this.#o.log.warn(String(error)))
    })
  }

  async #lookNow(): Promise<void> {
    try {
      await this.measure()
      await this.#keepBallast()
    } finally {
      this.#lookLater()
    }
  }
}

/** A level in words, for whoever was refused because of it. */
export function diskError(level: Exclude<DiskLevel, 'room'>, folder: string, room?: DiskRoom): DeskError {
  const free = Math.floor((room?.free ?? 0) / 1024 / 1024)
  return new DeskError(diskCodes[level], { folder, free, used: Math.min(100, Math.round((room?.share ?? 1) * 100)) })
}
