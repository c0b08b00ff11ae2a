import { type Log, toDeskError } from '../core/index.ts'
import type { Delivery, Position, StoredFact } from '../journal/index.ts'

/** What a {@link FactReader} needs. */
export interface FactReaderOptions {
  readonly delivery: Delivery
  readonly log: Log
  /** Gets ready to read from the first fact that is not confirmed, and tells the place before it. */
  prepare(): Promise<Position>
  /** There are facts. */
  ready(): void
  /** The disk gave none; the reader has stopped until it is woken. */
  failed(): void
}

const pageSize = 256
/** With fewer facts at hand the next page is read, so that a drain need not wait for the disk. */
const low = 128

/** Reads facts ahead of their sending, page by page, in the order of delivery. */
export class FactReader {
  readonly #o: FactReaderOptions
  #cursor: Position | undefined
  #facts: StoredFact[] = []
  #reading = false
  #again = false
  #caughtUp = false

  constructor(options: FactReaderOptions) {
    this.#o = options
  }

  /** The next fact, if it has been read. */
  get next(): StoredFact | undefined {
    return this.#facts[0]
  }

  /** Whether the journal holds nothing beyond what was read, as far as is known. */
  get isAtEnd(): boolean {
    return this.#caughtUp
  }

  /** The next fact has gone out. */
  shift(): void {
    this.#facts.shift()
  }

  /** What a fact reads now. */
  replace(fact: StoredFact): void {
    if (this.#facts[0]?.position === fact.position) this.#facts[0] = fact
  }

  /** Reads again from behind this place; without one, from the first fact that is not confirmed. */
  restart(after?: Position): void {
    this.#cursor = after
    this.#facts = []
    this.#caughtUp = false
  }

  /** The journal may have grown. Cheap to call too often. */
  wake(): void {
    this.#caughtUp = false
    this.readOn()
  }

  /** Reads the next page when few facts are left of the last. */
  readOn(): void {
    if (this.#caughtUp || this.#facts.length > low) return
    if (this.#reading) this.#again = true
    else void this.#read()
  }

  async #read(): Promise<void> {
    this.#reading = true
    try {
      do {
        this.#again = false
        if (await this.#readPage()) this.#o.ready()
      } while (this.#again && this.#facts.length <= low)
    } catch (error) {
      const coded = toDeskError(error, 'DB-JRN-002')
      this.#o.log.error(coded.message, { code: coded.code })
      this.#o.failed()
    } finally {
      this.#reading = false
    }
  }

  /** Whether the page had facts. */
  async #readPage(): Promise<boolean> {
    if (this.#cursor === undefined) this.#cursor = await this.#o.prepare()
    const from = this.#cursor
    const page = await this.#o.delivery.read(from, pageSize)
    // A restart while the page was read makes the page stale.
    if (this.#cursor !== from) {
      this.#again = true
      return false
    }
    if (page.length < pageSize) this.#caughtUp = !this.#again
    const last = page.at(-1)
    if (!last) return false
    this.#facts.push(...page)
    this.#cursor = last.position
    if (page.length === pageSize) this.#again = true
    return true
  }
}
