import { type Clock, type Log, toDeskError } from '../core/index.ts'
import { type Delivery, ordinalOf, type Position } from '../journal/index.ts'

/** What comes within this time shares a mark: each is a transaction, and a lost one only sends some facts again. */
const restMs = 50

/** For centres that give no receipts: marks what the broker has. One mark at a time; those that come meanwhile are gathered. */
export class BrokerMarks {
  readonly #delivery: Delivery
  readonly #clock: Clock
  readonly #log: Log
  /** The furthest place of each epoch that is still to be marked. */
  readonly #due = new Map<number, Position>()
  #marking: Promise<void> | undefined

  constructor(delivery: Delivery, clock: Clock, log: Log) {
    this.#delivery = delivery
    this.#clock = clock
    this.#log = log
  }

  /** The broker has everything of this epoch up to here. */
  mark(position: Position): void {
    this.#due.set(ordinalOf(position), position)
    this.#marking ??= this.#write()
  }

  #rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#clock.after(restMs, resolve)
    return promise
  }

  async #write(): Promise<void> {
    try {
      for (let [next] = this.#due; next; [next] = this.#due) {
        this.#due.delete(next[0])
        await this.#delivery.markUpTo(next[1])
        await this.#rest()
      }
    } catch (error) {
      // What is not marked goes out again, in the next session.
      const coded = toDeskError(error, 'DB-JRN-002')
      this.#log.error(coded.message, { code: coded.code })
    } finally {
      this.#marking = undefined
    }
  }
}
