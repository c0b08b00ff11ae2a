import type { Draft } from '../decode/event.ts'
import { earliest } from '../earliest.ts'
import type { KeyTuningSpec } from '../schema/index.ts'
import { Debounce, keyOf, type Passed } from './debounce.ts'
import { Gestures } from './gestures.ts'

/** Each key is a name in the profile; there are never more. */
const maxKeys = 4096

/** What becomes of presses and releases: bounces and nervous fingers are taken out, long and double presses made. */
export class KeyFilter {
  readonly #debounce: Debounce | undefined
  readonly #gestures: Gestures | undefined
  readonly #repeatMs: number
  readonly #pressedAt = new Map<string, number>()
  readonly #ignored = new Set<string>()

  constructor(tuning: KeyTuningSpec = {}) {
    const { debounce, repeat, long, double } = tuning
    this.#debounce = debounce === undefined ? undefined : new Debounce(debounce)
    this.#gestures = long === undefined && double === undefined ? undefined : new Gestures(tuning)
    this.#repeatMs = repeat ?? 0
  }

  get wakeAt(): number | null {
    return earliest([this.#debounce?.wakeAt ?? null, this.#gestures?.wakeAt ?? null])
  }

  take(draft: Draft, now: number): Passed {
    if (draft.name !== 'press' && draft.name !== 'release') return [draft]
    return this.#onward(this.#debounce ? this.#debounce.take(draft, now) : [draft], now)
  }

  tick(now: number): Passed {
    return [...this.#onward(this.#debounce?.tick(now) ?? [], now), ...(this.#gestures?.tick(now) ?? [])]
  }

  #onward(drafts: Passed, now: number): Passed {
    const fresh = drafts.filter((draft) => this.#repeatMs === 0 || !this.#isRepeat(draft, now))
    const gestures = this.#gestures
    return gestures ? fresh.flatMap((draft) => gestures.take(draft, now)) : fresh
  }

  /** A press so soon after the last one, and the release that belongs to it. */
  #isRepeat(draft: Draft, now: number): boolean {
    const key = keyOf(draft)
    if (draft.name === 'release') return this.#ignored.delete(key)
    const last = this.#pressedAt.get(key)
    if (this.#pressedAt.size >= maxKeys) this.#pressedAt.clear()
    this.#pressedAt.set(key, now)
    if (last === undefined || now >= last + this.#repeatMs) return false
    this.#ignored.add(key)
    return true
  }
}
