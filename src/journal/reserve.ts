import type { Clock, Log, Timer } from '../core/index.ts'
import { toDeskError } from '../core/index.ts'
import type { Head } from './envelope.ts'
import { type Issued, overwriteReserve, writeReserve } from './reserve-file.ts'

/** What a reserve needs of the journal. */
export interface ReserveOptions {
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  /** The last durable fact. */
  head(): Head
  /** How far the centre has confirmed the current epoch. */
  receipted(): Promise<number>
}

/**
 * Numbers are reserved in blocks of this many. Each block costs two synchronisations, and each number of it that is not
 * used becomes a tombstone if the journal is lost; so blocks grow only while facts come so fast that they run out at once.
 */
export const blockSize = 1024
const largestBlock = 64 * blockSize
const atOnceMs = 1_000

/** A quiet journal notes how far it came this long after a fact. */
const noteAfterMs = 5_000

/**
 * Reserves numbers in the side file before they are issued, so that a journal that is lost as a whole still tells which
 * numbers may be missing. It also notes now and then how far the journal came: a file that later shows less has lost facts.
 */
export class Reserve {
  readonly #options: ReserveOptions
  #issued: Issued
  #writing: Promise<void> | undefined
  #note: Timer | undefined
  #closed = false
  #block = blockSize
  #reservedAt = Number.NEGATIVE_INFINITY

  /** Goes on from what the side file says. */
  constructor(options: ReserveOptions, issued: Issued) {
    this.#options = options
    this.#issued = issued
  }

  /**
   * Asked before each write with the head that it leads to. Undefined when its numbers are reserved; otherwise resolves
   * once they are. The next block is reserved in the background when half of the last one is used.
   */
  readonly upTo = (next: Head): Promise<void> | undefined => {
    // Nothing is reserved in a closed journal; its database refuses what comes too late.
    if (this.#closed) return undefined
    if (!this.#covers(next)) return this.#reserve(next)
    if (next.sequence > this.#issued.written) this.#noteLater()
    if (this.#issued.reserved - next.sequence < this.#block / 2) this.#inBackground()
    return undefined
  }

  /** Writes the last note, that the file is now closed on purpose. */
  async close(): Promise<void> {
    this.#closed = true
    this.#note?.cancel()
    await this.#writing?.catch(() => undefined)
    const head = this.#options.head()
    try {
      await this.#write(head)
    } catch {
      const issued = { ...this.#issued, written: head.ordinal === this.#issued.ordinal ? head.sequence : 0 }
      await overwriteReserve(this.#options.folder, { issued, phase: { kind: 'closed' } }).catch((e) => this.#warn(e))
    }
  }

  #covers(next: Head): boolean {
    return next.ordinal === this.#issued.ordinal && next.sequence <= this.#issued.reserved
  }

  async #reserve(next: Head): Promise<void> {
    while (!this.#covers(next) && !this.#closed) {
      // One write at a time; the one under way may have reserved enough.
      if (this.#writing) await this.#writing.catch(() => undefined)
      else await this.#start(next)
    }
  }

  #inBackground(): void {
    if (this.#writing || this.#closed) return
    this.#start(this.#options.head()).catch((error: unknown) => this.#warn(error))
  }

  #noteLater(): void {
    this.#note ??= this.#options.clock.after(noteAfterMs, () => {
      this.#note = undefined
      this.#inBackground()
    })
  }

  #warn(error: unknown): void {
    const coded = toDeskError(error, 'DB-JRN-013', { folder: this.#options.folder })
    this.#options.log.warn(coded.message, { code: coded.code })
  }

  #start(next: Head): Promise<void> {
    this.#writing = this.#write(next).finally(() => {
      this.#writing = undefined
    })
    return this.#writing
  }

  async #write(next: Head): Promise<void> {
    const head = this.#options.head()
    const issued = {
      epoch: next.epoch,
      ordinal: next.ordinal,
      reserved: this.#closed ? head.sequence : this.#bound(next),
      written: head.ordinal === next.ordinal ? head.sequence : 0,
      receipted: await this.#options.receipted(),
    }
    // A write that was still under way when the journal was closed must not say that it is open.
    await writeReserve(this.#options.folder, { issued, phase: { kind: this.#closed ? 'closed' : 'open' } })
    this.#issued = issued
  }

  #bound(next: Head): number {
    const before = next.ordinal === this.#issued.ordinal ? this.#issued.reserved : 0
    // The note of a quiet journal reserves nothing.
    if (next.sequence + blockSize / 2 <= before) return before
    const now = this.#options.clock.mono()
    this.#block = now - this.#reservedAt < atOnceMs ? Math.min(this.#block * 2, largestBlock) : blockSize
    this.#reservedAt = now
    return Math.max(next.sequence + this.#block, before)
  }
}
