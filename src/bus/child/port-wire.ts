import { type Clock, DeskError, type ErrorCode, unpackError } from '../../core/index.ts'
import { chunkQueue } from '../chunk-queue.ts'
import { pendingWrites } from '../pending-writes.ts'
import type { Chunk, LostReason, ReportOrder, Wire, WireStats } from '../wire.ts'
import type { FromPort } from './port-messages.ts'

export interface PortWireOptions {
  readonly kind: Wire['kind']
  readonly clock: Clock
  /** Why a port did not open, when the child's own words cannot be read. */
  readonly refusal: ErrorCode
  /** What is thrown when too much waits to be written. */
  full(): DeskError
  /** How a write goes to the child, and how many bytes it holds until it is taken. */
  order(bytes: Uint8Array, report?: ReportOrder): WriteOrder
  sendClose(): void
  /** Asks who else has the port open, where that takes bytes away. */
  askSharers?(): void
  /** Nothing more will come for this port. */
  onClosed(): void
}

export interface WriteOrder {
  readonly size: number
  send(write: number): void
}

const closedByUs: LostReason = { code: 'DB-BUS-001', args: {} }
/** How long a close is waited for; drivers have been seen to never answer. */
const closeMs = 2_000

/** The core's end of one port or device in a child, from its opening on. */
export class PortWire implements Wire {
  readonly kind: Wire['kind']
  readonly readable = chunkQueue()
  readonly lost: Promise<LostReason>
  /** Resolves when the port is open; rejects with the reason when it does not open. */
  readonly opened: Promise<void>
  readonly #options: PortWireOptions
  readonly #writes = pendingWrites(() => this.#options.full())
  readonly #opened = Promise.withResolvers<void>()
  readonly #lost = Promise.withResolvers<LostReason>()
  readonly #closed = Promise.withResolvers<void>()
  readonly #count = { bytesIn: 0, droppedBytes: 0, droppedLines: 0 }
  #sharers: PromiseWithResolvers<readonly string[]> | undefined
  #gone: LostReason | undefined

  constructor(options: PortWireOptions) {
    this.#options = options
    this.kind = options.kind
    this.lost = this.#lost.promise
    this.opened = this.#opened.promise
    // A port that is lost when nobody waits for its opening any more is told by `lost`.
    this.opened.catch(() => {})
  }

  async write(bytes: Uint8Array, report?: ReportOrder): Promise<void> {
    if (this.#gone) throw new DeskError(this.#gone.code, this.#gone.args)
    const order = this.#options.order(bytes, report)
    const { id, written } = this.#writes.add(order.size)
    order.send(id)
    await written
  }

  async close(): Promise<void> {
    const { clock, sendClose } = this.#options
    sendClose()
    const timer = clock.after(closeMs, () => this.#finish())
    await this.#closed.promise
    timer.cancel()
    this.#lose(closedByUs)
  }

  async sharers(): Promise<readonly string[]> {
    const { askSharers } = this.#options
    if (this.#gone || !askSharers) return []
    this.#sharers ??= Promise.withResolvers()
    askSharers()
    return this.#sharers.promise
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
  receive(message: FromPort): void {
    switch (message.kind) {
      case 'opened':
        this.#opened.resolve()
        break
      case 'refused':
        this.#lose(closedByUs, unpackError(message.error, this.#options.refusal))
        break
      case 'chunk':
        this.#count.bytesIn += message.bytes.length
        this.readable.push(chunkOf(message))
        break
      case 'written':
        this.#writes.done(message.write)
        break
      case 'unwritten':
        this.#writes.fail(message.write, unpackError(message.error, this.#options.refusal))
        break
      case 'dropped':
        this.#count.droppedBytes += message.bytes
        this.#count.droppedLines += message.lines
        break
      case 'sharers':
        this.#answerSharers(message.programs)
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
    this.#answerSharers([])
    this.#lost.resolve(reason)
  }

  #answerSharers(programs: readonly string[]): void {
    this.#sharers?.resolve(programs)
    this.#sharers = undefined
  }

  #finish(): void {
    this.#closed.resolve()
    this.#options.onClosed()
  }
}

function chunkOf({ bytes, at, report }: Chunk): Chunk {
  return report === undefined ? { bytes, at } : { bytes, at, report }
}
