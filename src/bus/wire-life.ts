import { type Clock, DeskError, type ErrorCode, type TextArgs, type Timer } from '../core/index.ts'
import { chunkQueue } from './chunk-queue.ts'
import { pendingWrites } from './pending-writes.ts'
import { type Chunk, type LostReason, maxPendingWrite, type WireStats, writeStallMs } from './wire.ts'

export interface WireLifeOptions {
  readonly clock: Clock
  /** Where the wire leads to, for its errors. */
  readonly peer: TextArgs
  /** What it says of a write that is not taken in time, and of one too many. */
  readonly codes: { readonly stalled: ErrorCode; readonly full: ErrorCode }
  /** How long a write may take. */
  readonly stallMs?: number
  /** Lets go of the device, once. */
  release(): void
}

/** What every wire without a child of its own keeps: what arrived, what is being written, and how it ended. */
export class WireLife {
  readonly readable = chunkQueue()
  readonly lost: Promise<LostReason>
  readonly #options: WireLifeOptions
  readonly #lost = Promise.withResolvers<LostReason>()
  readonly #writes = pendingWrites(
    () => new DeskError(this.#options.codes.full, { ...this.#options.peer, limit: maxPendingWrite }),
  )
  #bytesIn = 0
  #gone: LostReason | undefined

  constructor(options: WireLifeOptions) {
    this.#options = options
    this.lost = this.#lost.promise
  }

  get isOver(): boolean {
    return this.#gone !== undefined
  }

  /** Something arrived: now, unless it is known better. */
  take(bytes: Uint8Array, more: Partial<Chunk> = {}): void {
    this.#bytesIn += bytes.length
    this.readable.push({ at: this.#options.clock.mono(), ...more, bytes })
  }

  /** Hands bytes on by `send`, which calls `taken` when they are taken; a device that does not take them is lost. */
  async write(bytes: Uint8Array, send: (taken: () => void) => void): Promise<void> {
    if (this.#gone) throw new DeskError(this.#gone.code, this.#gone.args)
    const { id, written } = this.#writes.add(bytes.length)
    const stall = this.#patience()
    send(() => this.#writes.done(id))
    await written.finally(() => stall.cancel())
  }

  /** The wire is of no use any more; only the first reason counts. */
  lose(code: ErrorCode, more: TextArgs = {}): void {
    if (this.#gone) return
    const args = code === 'DB-BUS-001' ? {} : { ...this.#options.peer, ...more }
    this.#gone = { code, args }
    this.readable.end()
    this.#writes.failAll(new DeskError(code, args))
    this.#options.release()
    this.#lost.resolve(this.#gone)
  }

  stats(): WireStats {
    return {
      bytesIn: this.#bytesIn,
      bytesOut: this.#writes.bytesWritten(),
      droppedBytes: this.readable.droppedBytes(),
      droppedLines: 0,
    }
  }

  #patience(): Timer {
    const { clock, codes, stallMs = writeStallMs } = this.#options
    return clock.after(stallMs, () => this.lose(codes.stalled, { seconds: stallMs / 1000 }))
  }
}
