import type { Draft } from '../decode/event.ts'
import type { KeyTuningSpec } from '../schema/index.ts'
import { keyOf, type Passed } from './debounce.ts'

/** How far a hand has come with one key. */
type Hand =
  /** Down, and it is still open what it will be. */
  | { readonly kind: 'down'; readonly press: Draft; readonly at: number }
  /** Up again; a second press may follow. */
  | { readonly kind: 'again'; readonly press: Draft; readonly release: Draft; readonly at: number }
  /** Told as a press of the key `as`, which is still down. */
  | { readonly kind: 'told'; readonly as: string }

const nothing: Passed = []

/** Long and double presses: a key `next` that is held becomes `next-long`, pressed twice it becomes `next-double`. */
export class Gestures {
  readonly #long: number
  readonly #double: number
  readonly #only: readonly string[] | undefined
  readonly #hands = new Map<string, Hand>()

  constructor({ long, double, only }: KeyTuningSpec) {
    this.#long = long ?? Number.POSITIVE_INFINITY
    this.#double = double ?? 0
    this.#only = only
  }

  get wakeAt(): number | null {
    const times = [...this.#hands.values()].map((hand) => this.#decidedAt(hand)).filter(Number.isFinite)
    return times.length > 0 ? Math.min(...times) : null
  }

  take(draft: Draft, now: number): Passed {
    const due = this.tick(now)
    const key = String(draft.data.key)
    if (this.#only && !this.#only.includes(key)) return [...due, draft]
    const id = keyOf(draft)
    const passed = draft.name === 'press' ? this.#press(id, draft, now) : this.#release(id, draft, now)
    return [...due, ...passed]
  }

  tick(now: number): Passed {
    return [...this.#hands].flatMap(([id, hand]) => (now < this.#decidedAt(hand) ? nothing : this.#decide(id, hand)))
  }

  #decidedAt(hand: Hand): number {
    if (hand.kind === 'told') return Number.POSITIVE_INFINITY
    if (hand.kind === 'again') return hand.at + this.#double
    // A key that has no long press is told once it cannot be a double one any more.
    return hand.at + (Number.isFinite(this.#long) ? this.#long : this.#double)
  }

  #decide(id: string, hand: Hand): Passed {
    if (hand.kind === 'told') return nothing
    this.#hands.delete(id)
    if (hand.kind === 'again') return [hand.press, hand.release]
    const key = String(hand.press.data.key)
    const as = Number.isFinite(this.#long) ? `${key}-long` : key
    this.#hands.set(id, { kind: 'told', as })
    return [renamed(hand.press, as)]
  }

  #press(id: string, draft: Draft, now: number): Passed {
    const hand = this.#hands.get(id)
    if (hand?.kind === 'again') {
      const as = `${String(draft.data.key)}-double`
      this.#hands.set(id, { kind: 'told', as })
      return [renamed(draft, as)]
    }
    // Pressed while down: the release got lost on the way.
    const before = hand?.kind === 'down' ? [hand.press] : nothing
    this.#hands.set(id, { kind: 'down', press: draft, at: now })
    return before
  }

  #release(id: string, draft: Draft, now: number): Passed {
    const hand = this.#hands.get(id)
    this.#hands.delete(id)
    if (!hand || hand.kind === 'again') return [draft]
    if (hand.kind === 'told') return [renamed(draft, hand.as)]
    if (this.#double === 0) return [hand.press, draft]
    this.#hands.set(id, { kind: 'again', press: hand.press, release: draft, at: now })
    return nothing
  }
}

function renamed(draft: Draft, key: string): Draft {
  return { ...draft, data: { ...draft.data, key } }
}
