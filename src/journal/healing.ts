import { formatTime } from '../contract/index.ts'
import { type Clock, DeskError, type Log, type Random, type Timer, toDeskError } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import { checkpoint } from './checkpoint.ts'
import type { DiskWatch } from './disk-watch.ts'
import type { Head } from './envelope.ts'
import { loadHead, newEpochName } from './epochs.ts'
import { positionOf } from './position.ts'
import { reissueUnder } from './receipts.ts'
import type { Writer } from './writer.ts'

/** What {@link Healing} needs. */
export interface HealingOptions {
  readonly db: Database
  readonly writer: Writer
  readonly disk: DiskWatch
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** The journal holds something else than was known, so whoever remembers it must read it again. */
  changed(): Promise<void>
}

const [firstPause, longestPause] = [1_000, 30_000]
/** A disk that fails again within this time goes on with the pause at which it was. */
const heldFor = 60_000
/** So often the same connection is tried before it is given up with what only it knows. */
const triesBeforeReopening = 4

/**
 * Brings a journal back after its disk gave errors, without anybody's help. After a failed fsync the operating system may
 * show what the disk does not have, so nothing is believed before the whole log was written anew.
 *
 * The connection that saw the error is tried first: it knows which frames of the log belong to the commit that failed and
 * leaves them out, while a new one would take them for committed.
 */
export class Healing {
  readonly #o: HealingOptions
  readonly #stopListening: () => void
  #pause = firstPause
  #healedAt = Number.NEGATIVE_INFINITY
  #tries = 0
  #timer: Timer | undefined
  #stopped = false

  constructor(options: HealingOptions) {
    this.#o = options
    this.#stopListening = options.disk.onChange((level) => {
      if (level === 'failing') this.#begin()
    })
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
    this.#stopListening()
  }

  #begin(): void {
    this.#tries = 0
    if (this.#o.clock.mono() - this.#healedAt > heldFor) this.#pause = firstPause
    this.#tryLater()
  }

  #tryLater(): void {
    if (this.#stopped) return
    this.#timer = this.#o.clock.after(this.#pause, () => void this.#try())
    this.#pause = Math.min(longestPause, this.#pause * 2)
  }

  async #try(): Promise<void> {
    const { disk, clock, log, writer } = this.#o
    try {
      this.#tries += 1
      await writer.exclusively(async (head) => {
        await this.#mend()
        return await this.#compare(head)
      })
      this.#healedAt = clock.mono()
      await this.#o.changed()
      await disk.healed()
      log.info('the disk can be written again', { state: disk.level, count: this.#tries })
    } catch (error) {
      const coded = toDeskError(error, 'DB-JRN-023')
      log.warn(coded.message, { code: coded.code, count: this.#tries })
      this.#tryLater()
    }
  }

  async #mend(): Promise<void> {
    const { db } = this.#o
    if (this.#tries <= triesBeforeReopening) await checkpoint(db)
    await db.reopen()
    await checkpoint(db)
    // A log that was empty already proves nothing, so something is written that has to reach the file.
    await db.run(
      `INSERT INTO state (key, value) VALUES ('journal/healed', ?)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      JSON.stringify(formatTime(this.#o.clock.wall())),
    )
    await checkpoint(db)
  }

  /** Compares what is on disk with what was confirmed. Returns where to go on. */
  async #compare(known: Head): Promise<Head> {
    const { db, clock, random, log } = this.#o
    const begun = formatTime(clock.wall())
    const found = await loadHead(db, begun, random)
    if (found.ordinal === known.ordinal && found.chain === known.chain) return found
    const args = { found: nameOf(found), known: nameOf(known) }
    if (placeOf(found) > placeOf(known)) {
      const more = new DeskError('DB-JRN-024', args)
      log.warn(more.message, { code: more.code, epoch: found.epoch, sequence: found.sequence })
      return found
    }
    // Numbers that the centre may know are gone from this disk: they must not be given to other facts.
    const epoch = newEpochName(random)
    const alarm = new DeskError('DB-JRN-025', { ...args, newEpoch: epoch })
    log.error(alarm.message, { code: alarm.code, epoch: found.epoch, sequence: found.sequence })
    return await reissueUnder(epoch, begun, db, found)
  }
}

const nameOf = ({ epoch, sequence }: Head) => `${epoch}/${sequence}`
const placeOf = ({ ordinal, sequence }: Head) => positionOf(ordinal, sequence)
