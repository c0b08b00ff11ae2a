import { isCardText } from './card-text.ts'
import type { Entry } from './entry.ts'
import { SaidText } from './said-text.ts'

/** An entry and its time. */
export interface TimedEntry {
  readonly entry: Entry
  readonly at: number
}

interface Held extends TimedEntry {
  /** How much had been said in all behind it. */
  end: number
  /** Whether what it says belongs to a text that goes on. */
  isOpen: boolean
  /** Whether that is the text of a card. */
  isCard: boolean
}

/** After a pause like this comes something new … */
const pauseMs = 300
/** … but not in the middle of a card, which is read in less than this, also by a scanner that types. */
const longestMs = 3_000
/** The text of a card is shorter. */
const reach = 512
/** So much of a text may be written before it is known what it is: it names nobody. */
const harmless = 4

/**
 * Keeps citizens' cards out of the recording of a device that is believed to read none, such as a scanner under the profile
 * of a keypad. A text is held back until it has ended or can be no card; one that is a card's is written as lengths, with
 * whatever came of it.
 */
export class CardMask {
  readonly #said = new SaidText()
  readonly #held: Held[] = []
  /** What was said since the last end of a text, as far back as matters. */
  #text = ''
  #isCard = false
  #length = 0
  #heardAt = Number.NEGATIVE_INFINITY
  /** Whether the last that the device said was written as its length. */
  #isMasking = false

  /** Whether something waits that `due` will give some time. */
  get isHolding(): boolean {
    return this.#held.length > 0
  }

  /** Takes the next entry and gives what may be written by now, in the order in which it came. */
  take(entry: Entry, at: number): readonly TimedEntry[] {
    const before = entry.kind === 'end' ? this.release() : this.due(at)
    const held: Held = { entry, at, end: this.#length, isOpen: false, isCard: false }
    this.#held.push(held)
    const text = this.#said.of(entry)
    if (text !== undefined) this.#hear(held, text)
    return [...before, ...this.#ready(at)]
  }

  /** What may be written because time has passed. */
  due(now: number): readonly TimedEntry[] {
    if (now - this.#heardAt >= (this.#isCard ? longestMs : pauseMs)) this.#endText()
    return this.#ready(now)
  }

  /** All that is held: nothing comes any more. */
  release(): readonly TimedEntry[] {
    this.#endText()
    return this.#ready(this.#heardAt)
  }

  #hear(held: Held, text: string): void {
    this.#heardAt = held.at
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) this.#endText()
      // A report that says nothing, such as a key that goes up, belongs to what is around it.
      if (part === '' && text !== '') continue
      this.#text = this.#text.slice(-reach) + part
      this.#length += part.length
      held.end = this.#length
      held.isOpen = this.#text.length >= harmless
      this.#isCard ||= isCardText(this.#text)
      if (this.#isCard) for (const one of this.#held) one.isCard ||= one.isOpen
    }
  }

  #endText(): void {
    for (const one of this.#held) one.isOpen = false
    this.#text = ''
    this.#isCard = false
  }

  #ready(now: number): readonly TimedEntry[] {
    const mustWait = ({ isOpen, isCard, at, end }: Held) =>
      isOpen && !isCard && now - at < longestMs && this.#length - end < reach
    const first = this.#held.findIndex(mustWait)
    const ready = this.#held.splice(0, first < 0 ? this.#held.length : first)
    return ready.map((one) => ({ at: one.at, entry: this.#written(one) }))
  }

  #written({ entry, isCard }: Held): Entry {
    if (entry.kind === 'in' || entry.kind === 'report' || entry.kind === 'text') this.#isMasking = isCard
    return this.#isMasking ? masked(entry) : entry
  }
}

/** An entry without what a card may have said in it; what came of a text may repeat it. */
function masked(entry: Entry): Entry {
  switch (entry.kind) {
    case 'in':
    case 'report':
      return { kind: 'heard', length: entry.bytes.length }
    case 'text':
      return { kind: 'heard', length: Buffer.byteLength(entry.text) }
    case 'event':
      return { ...entry, data: {} }
    case 'out':
      return { kind: 'sent', length: entry.bytes.length }
    default:
      return entry
  }
}
