import { type Clock, DeskError, unpackError } from '../../core/index.ts'
import { chunkQueue } from '../chunk-queue.ts'
import { pendingWrites } from '../pending-writes.ts'
import { type LostReason, maxPendingWrite, type Wire, type WireStats } from '../wire.ts'
import type { FromSerialChild, PortId, ToSerialChild } from './messages.ts'

export interface SerialWireOptions {
  readonly port: PortId
  readonly path: string
  readonly clock: Clock
  send(message: ToSerialChild): void
  /** Nothing more will come for this port. */
  onClosed(): void
}

const closedByUs: LostReason = { code: 'DB-BUS-001', args: {} }
/** How long a close is waited for; drivers have been seen to never answer. */
const closeMs = 2_000

/** The core's end of one port in the serial child, from its opening on. */
export class SerialWire implements Wire {
  readonly kind = 'stream'
  readonly readable = chunkQueue()
  readonly lost: Promise<LostReason>
  /** Resolves when the port is open; rejects with the reason when it does not open. */
  readonly opened: Promise<void>
  readonly #options: SerialWireOptions
  readonly #writes = pendingWrites(
    () => new DeskError('DB-SER-008', { port: this.#options.path, limit: maxPendingWrite }),
  )
  readonly #opened = Promise.withResolvers<void>()
  readonly #lost = Promise.withResolvers<LostReason>()
  readonly #closed = Promise.withResolvers<void>()
  readonly #count = { bytesIn: 0, droppedBytes: 0, droppedLines: 0 }
  #gone: LostReason | undefined

  constructor(options: SerialWireOptions) {
    this.#options = options
    this.lost = this.#lost.promise
    this.opened = this.#opened.promise
    // A port that is lost when nobody waits for its opening any more is told by `lost`.
    this.opened.catch(() => {})
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#gone) throw new DeskError(this.#gone.code, this.#gone.args)
    const { id, written } = this.#writes.add(bytes.length)
    this.#options.send({ kind: 'write', port: this.#options.port, write: id, bytes })
    await written
  }

  async close(): Promise<void> {
    const { clock, port, send } = this.#options
    send({ kind: 'close', port })
    const timer = clock.after(closeMs, () => this.#finish())
    await this.#closed.promise
    timer.cancel()
    this.#lose(closedByUs)
  }

  stats(): WireStats {
    const { bytesIn, droppedBytes, droppedLines } = this.#count
    return {
      bytesIn,
      bytesOut: this.#writes.bytesWritten(),
      droppedBytes: droppedBytes + this.readable.droppedBytes(),
      droppedLines,
    }
  }

  /** Takes what the child says about this port. */
  receive(message: FromSerialChild): void {
    switch (message.kind) {
      case 'opened':
        this.#opened.resolve()
        break
      case 'refused':
        this.#lose(closedByUs, unpackError(message.error, 'DB-SER-005'))
        break
      case 'chunk':
        this.#count.bytesIn += message.bytes.length
        this.readable.push({ bytes: message.bytes, at: message.at })
        break
      case 'written':
        this.#writes.done(message.write)
        break
      case 'dropped':
        this.#count.droppedBytes += message.bytes
        this.#count.droppedLines += message.lines
        break
      case 'lost':
        this.#lose(message.reason)
        break
      case 'closed':
        this.#finish()
        break
    }
  }

  /** The child is gone, and with it the port. */
  abandon(reason: LostReason): void {
    this.#lose(reason)
    this.#finish()
  }

  #lose(reason: LostReason, error = new DeskError(reason.code, reason.args)): void {
    if (this.#gone) return
    this.#gone = reason
    this.readable.end()
    this.#opened.reject(error)
    this.#writes.failAll(error)
    this.#lost.resolve(reason)
  }

  #finish(): void {
    this.#closed.resolve()
    this.#options.onClosed()
  }
}
