import { type Clock, DeskError, type Log, unpackError } from '../../core/index.ts'
import { Family, type FamilyEnd, lossBy } from '../child/family.ts'
import type { Keeping } from '../child/kept-child.ts'
import { within } from '../within.ts'
import { CardLine } from './card-line.ts'
import type { ReadersSeen } from './card-reader.ts'
import type { CardWire } from './card-wire.ts'
import { cardChildEntry } from './entry.ts'
import type { CardId, FromCardChild, SeenMessage, ToCardChild } from './messages.ts'

export interface CardChildOptions extends Keeping {
  readonly clock: Clock
  readonly log: Log
  /** What readers and cards there are; again at each change. */
  onSeen(seen: ReadersSeen): void
}

/** Waking a card takes up to a second, but a driver may hang; this includes the start of the child. */
const openMs = 10_000

const endings = { died: 'DB-PCS-010', hung: 'DB-PCS-011', 'not-started': 'DB-PCS-012' } as const

/** One life of the card child, with the cards that are open in it. */
export class CardChild {
  readonly #options: CardChildOptions
  readonly #cards = new Map<CardId, CardLine>()
  readonly #family: Family<ToCardChild, FromCardChild>
  #lastCard = 0

  constructor(options: CardChildOptions) {
    this.#options = options
    this.#family = new Family({
      name: 'card',
      entry: cardChildEntry(),
      clock: options.clock,
      log: options.log,
      onMessage: (message) => this.#receive(message),
      onEnd: (end) => this.#abandon(end),
    })
  }

  get pid(): number | undefined {
    return this.#family.pid
  }

  async open(reader: string, signal: AbortSignal): Promise<CardWire> {
    const { clock } = this.#options
    const wire = this.#add(reader, signal)
    const late = new DeskError('DB-PCS-013', { reader, seconds: openMs / 1000 })
    try {
      await within(wire.opened, { clock, ms: openMs, signal, late })
      return wire
    } catch (error) {
      void wire.close()
      throw error
    }
  }

  /** Says that it is idle when no card is open. */
  lookIdle(): void {
    if (this.#cards.size === 0) this.#options.onIdle()
  }

  /** Gives all cards free and ends the process. */
  async stop(): Promise<void> {
    await Promise.all([...this.#cards.values()].map((wire) => wire.close()))
    await this.#family.stop()
  }

  #add(reader: string, signal: AbortSignal): CardLine {
    const card = ++this.#lastCard
    const wire = new CardLine({
      reader,
      signal,
      clock: this.#options.clock,
      send: (message) => this.#family.send({ ...message, card }),
      // Only the end of the process ends such a call. The service then gives the card free.
      onStuck: () => void this.#family.stop(),
      onClosed: () => {
        if (this.#cards.delete(card)) this.lookIdle()
      },
    })
    this.#cards.set(card, wire)
    this.#family.send({ kind: 'open', card, reader })
    return wire
  }

  #receive(message: FromCardChild): void {
    if (message.kind === 'readers' || message.kind === 'out') this.#options.onSeen(seenFrom(message))
    else this.#cards.get(message.card)?.receive(message)
  }

  #abandon(end: FamilyEnd): void {
    const reason = lossBy(end, endings)
    for (const wire of this.#cards.values()) wire.abandon(reason)
    this.#options.onSeen({ kind: 'out', error: new DeskError(reason.code, reason.args) })
    this.#options.onEnd()
  }
}

function seenFrom(message: SeenMessage): ReadersSeen {
  return message.kind === 'readers' ? message : { kind: 'out', error: unpackError(message.error, 'DB-PCS-015') }
}
