import { type Clock, DeskError, toDeskError, unpackError } from '../../core/index.ts'
import type { LostReason } from '../wire.ts'
import { within } from '../within.ts'
import type { CardWire } from './card-wire.ts'
import type { FromCard, ToCardChild } from './messages.ts'

export interface CardLineOptions {
  readonly reader: string
  readonly clock: Clock
  /** Gives the card up when it aborts. */
  readonly signal: AbortSignal
  send(message: Unaddressed<ToCardChild>): void
  /** The card does not answer, and the call for it cannot be taken back. */
  onStuck(): void
  /** Nothing more will come for this card. */
  onClosed(): void
}

/** A message whose card the sender knows. */
type Unaddressed<Message> = Message extends ToCardChild ? Omit<Message, 'card'> : never

/** A chip that was shown wrong numbers makes one wait, and agreeing on keys takes a second; none takes this long. */
const answerMs = 20_000
/** How long a close is waited for. */
const closeMs = 3_000

const closedByUs: LostReason = { code: 'DB-BUS-001', args: {} }

/** The core's end of one card in the child, from its opening on. */
export class CardLine implements CardWire {
  readonly reader: string
  readonly lost: Promise<LostReason>
  /** Resolves when the card is open; rejects with the reason when it does not open. */
  readonly opened: Promise<void>
  readonly #options: CardLineOptions
  readonly #opened = Promise.withResolvers<void>()
  readonly #lost = Promise.withResolvers<LostReason>()
  readonly #closed = Promise.withResolvers<void>()
  #atr = new Uint8Array()
  #out: PromiseWithResolvers<Uint8Array> | undefined
  #gone: LostReason | undefined

  constructor(options: CardLineOptions) {
    this.#options = options
    this.reader = options.reader
    this.lost = this.#lost.promise
    this.opened = this.#opened.promise
    // A card that is lost when nobody waits for its opening any more is told by `lost`.
    this.opened.catch(() => {})
  }

  get atr(): Uint8Array {
    return this.#atr
  }

  transmit(command: Uint8Array): Promise<Uint8Array> {
    return this.#ask({ kind: 'transmit', command })
  }

  async reset(): Promise<void> {
    this.#atr = Uint8Array.from(await this.#ask({ kind: 'reset' }))
  }

  async close(): Promise<void> {
    this.#lose(closedByUs)
    this.#options.send({ kind: 'close' })
    const timer = this.#options.clock.after(closeMs, () => this.#options.onStuck())
    await this.#closed.promise
    timer.cancel()
  }

  /** Takes what the child says about this card. */
  receive(message: FromCard): void {
    switch (message.kind) {
      case 'opened':
        this.#atr = Uint8Array.from(message.atr)
        this.#opened.resolve()
        break
      case 'refused':
        this.#lose(closedByUs, unpackError(message.error, 'DB-PCS-015'))
        break
      case 'answer':
        this.#out?.resolve(message.bytes)
        break
      case 'lost':
        this.#lose(message.reason)
        break
      case 'closed':
        this.#finish()
        break
    }
  }

  /** The child is gone, and with it the card. */
  abandon(reason: LostReason): void {
    this.#lose(reason)
    this.#finish()
  }

  async #ask(message: Unaddressed<ToCardChild>): Promise<Uint8Array> {
    const { clock, signal, reader, send, onStuck } = this.#options
    if (this.#gone) throw new DeskError(this.#gone.code, this.#gone.args)
    if (this.#out) throw new DeskError('DB-PCS-016', { reader })
    this.#out = Promise.withResolvers()
    const late = new DeskError('DB-PCS-009', { reader, seconds: answerMs / 1000 })
    send(message)
    try {
      return await within(this.#out.promise, { clock, ms: answerMs, signal, late })
    } catch (error) {
      // What the answer would be to is over; it may still come, and must not be taken for that to the next command.
      const { code, args } = toDeskError(error, 'DB-PCS-015', { reader })
      this.#lose({ code, args })
      if (error === late) onStuck()
      throw error
    } finally {
      this.#out = undefined
    }
  }

  #lose(reason: LostReason, error = new DeskError(reason.code, reason.args)): void {
    if (this.#gone) return
    this.#gone = reason
    this.#opened.reject(error)
    this.#out?.reject(error)
    this.#lost.resolve(reason)
  }

  #finish(): void {
    this.#closed.resolve()
    this.#options.onClosed()
  }
}
