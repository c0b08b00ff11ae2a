import type { CardInterface, ContextInterface } from 'smartcard'
import { DeskError, packError } from '../../core/index.ts'
import type { CoreLine } from '../child/join-core.ts'
import type { FromCardChild, ToCardChild } from './messages.ts'
import type { Pcsc } from './native.ts'
import { openingError, speakingError } from './pcsc-error.ts'

type OpenRequest = Extract<ToCardChild, { kind: 'open' }>

/** The longest answer there is: 65,536 bytes and the status. */
const longestAnswer = 65_538

/**
 * One card in the child. What it is told it does strictly in turn, since two calls for one card at a time may crash the
 * library; so it is closed only when the command that is out has come back. Behind its last word, `closed`, it calls
 * `onClosed`.
 */
export class ChildCard {
  readonly #pcsc: Pcsc
  readonly #request: OpenRequest
  readonly #line: CoreLine<FromCardChild>
  readonly #onClosed: () => void
  #context: ContextInterface | undefined
  #card: CardInterface | undefined
  #turn: Promise<void>

  constructor(pcsc: Pcsc, request: OpenRequest, line: CoreLine<FromCardChild>, onClosed: () => void) {
    this.#pcsc = pcsc
    this.#request = request
    this.#line = line
    this.#onClosed = onClosed
    this.#turn = this.#open()
  }

  transmit(command: Uint8Array): void {
    this.#inTurn((card) => card.transmit(Buffer.from(command), { maxRecvLength: longestAnswer }))
  }

  reset(): void {
    this.#inTurn((card) => this.#wake(card))
  }

  close(): void {
    this.#turn = this.#turn.then(() => this.#shut())
  }

  async #open(): Promise<void> {
    const { Context, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1 } = this.#pcsc
    const { card, reader } = this.#request
    try {
      // One of its own: the service answers in one context only after the wait for changes in it is over.
      this.#context = new Context()
      const found = this.#context.listReaders().find(({ name }) => name === reader)
      if (!found) throw new DeskError('DB-PCS-004', { reader })
      this.#card = await found.connect(SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1)
      this.#line.send({ kind: 'opened', card, atr: atrOf(this.#card) })
    } catch (error) {
      this.#line.send({ kind: 'refused', card, error: packError(openingError(error, reader)) })
    }
  }

  /** One call for the card, when it is its turn; a card that failed once is lost. */
  #inTurn(call: (card: CardInterface) => Promise<Uint8Array>): void {
    const { card: id, reader } = this.#request
    this.#turn = this.#turn.then(async () => {
      if (!this.#card) return
      try {
        const bytes = Uint8Array.from(await call(this.#card))
        // A reader whose card is pulled during a command has been seen to give back nothing, as if that were a success.
        if (bytes.length < 2) throw new DeskError('DB-PCS-008', { reader })
        this.#line.send({ kind: 'answer', card: id, bytes })
      } catch (error) {
        const { code, args } = speakingError(error, reader)
        this.#line.send({ kind: 'lost', card: id, reason: { code, args } })
        this.#letGo()
      }
    })
  }

  async #wake(card: CardInterface): Promise<Uint8Array> {
    const { SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1, SCARD_RESET_CARD } = this.#pcsc
    await card.reconnect(SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, SCARD_RESET_CARD)
    return atrOf(card)
  }

  async #shut(): Promise<void> {
    // Not by the reset that comes with letting go: that one would hold up the whole child.
    if (this.#card) await this.#wake(this.#card).catch(() => {})
    this.#letGo()
    this.#context?.close()
    this.#context = undefined
    this.#line.send({ kind: 'closed', card: this.#request.card })
    this.#onClosed()
  }

  #letGo(): void {
    try {
      this.#card?.disconnect(this.#pcsc.SCARD_LEAVE_CARD)
    } catch {
      // It was taken away before.
    }
    this.#card = undefined
  }
}

function atrOf({ atr }: CardInterface): Uint8Array {
  return atr ? Uint8Array.from(atr) : new Uint8Array()
}
