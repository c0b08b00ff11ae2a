import { type Clock, type Log, type Timer, toDeskError } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import { checkpoint } from './checkpoint.ts'
import type { DiskWatch } from './disk-watch.ts'
import type { Retention } from './retention.ts'
import type { Writer } from './writer.ts'

/** What {@link Upkeep} needs. */
export interface UpkeepOptions {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly disk: DiskWatch
  readonly writer: Writer
  readonly retention: Retention
}

/** What a turn says about the next one, in milliseconds. */
const [atOnce, soon, whenQuiet, later] = [20, 250, 5_000, 3_600_000]
/** Free pages inside the file below which giving them back is not worth the writing. */
const leastSpare = 256
const pagesPerStep = 'PRAGMA incremental_vacuum(128)'

/**
 * The work that can wait: what must leave the disk leaves it, and its room is given back. One small step per turn, since
 * every statement of the journal waits for the one before; presses go first.
 */
export class Upkeep {
  readonly #o: UpkeepOptions
  #timer: Timer | undefined
  #due = Number.POSITIVE_INFINITY
  #working = false
  #again = false
  /** Rows have been dropped, and their old content still stands in the log. */
  #dropped = false
  #stopped = false

  constructor(options: UpkeepOptions) {
    this.#o = options
    this.#in(soon)
  }

  /** There may be something to do. */
  wake(): void {
    if (this.#working) this.#again = true
    else this.#in(soon)
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  #in(ms: number): void {
    const due = this.#o.clock.mono() + ms
    if (this.#stopped || due >= this.#due) return
    this.#timer?.cancel()
    this.#due = due
    this.#timer = this.#o.clock.after(ms, () => void this.#turn())
  }

  async #turn(): Promise<void> {
    this.#due = Number.POSITIVE_INFINITY
    this.#working = true
    let next = whenQuiet
    try {
      next = await this.#step()
    } catch (error) {
      const coded = toDeskError(error, 'DB-JRN-002')
      this.#o.log.debug(coded.message, { code: coded.code })
    }
    this.#working = false
    this.#in(this.#again ? Math.min(next, soon) : next)
    this.#again = false
  }

  /** Does the first thing that is to be done. Returns after how long to look again. */
  async #step(): Promise<number> {
    const { disk, retention } = this.#o
    if (disk.level === 'failing') return whenQuiet
    if (await retention.strip()) return this.#didDrop()
    if (disk.level === 'room' && !this.#quietFor(soon)) return soon
    if ((await retention.dropReissued()) || (await retention.dropOld())) return this.#didDrop()
    if (await this.#giveBack()) return atOnce
    if (!this.#dropped) return later
    if (!this.#quietFor(whenQuiet)) return whenQuiet
    await checkpoint(this.#o.db)
    this.#dropped = false
    return later
  }

  #didDrop(): number {
    this.#dropped = true
    return atOnce
  }

  #quietFor(ms: number): boolean {
    return this.#o.clock.mono() - this.#o.writer.lastWrite >= ms
  }

  /** Returns some free pages to the file system. False when too few are left to care. */
  async #giveBack(): Promise<boolean> {
    const [spare] = await this.#o.db.all('PRAGMA freelist_count')
    if (Number(spare?.freelist_count) < leastSpare) return false
    await this.#o.db.exec(pagesPerStep)
    this.#dropped = true
    return true
  }
}
