import type { Draft } from './decode/event.ts'
import type { DedupeSpec, SessionSpec } from './schema/index.ts'

/** A device repeats what lies before it; nobody shows it more things than this at once. */
const remembered = 32

/** Leaves out events that repeat one of a moment ago: a tag on the antenna, a code before the scanner. */
export class Repeats {
  readonly #specs: readonly DedupeSpec[]
  readonly #lastAt = new Map<string, number>()

  constructor(dedupe: SessionSpec['dedupe']) {
    this.#specs = [dedupe ?? []].flat()
  }

  /** Whether the same event was there within its window. Every repeat begins the window anew. */
  isRepeat(draft: Draft, now: number): boolean {
    return this.#specs.some((spec) => {
      const value = draft.data[spec.key]
      if (spec.event !== draft.name || value === undefined) return false
      const key = JSON.stringify([spec.event, spec.key, value])
      const lastAt = this.#lastAt.get(key)
      this.#remember(key, now)
      return lastAt !== undefined && now < lastAt + spec.within
    })
  }

  #remember(key: string, now: number): void {
    this.#lastAt.delete(key)
    this.#lastAt.set(key, now)
    const [oldest] = this.#lastAt.keys()
    if (this.#lastAt.size > remembered && oldest !== undefined) this.#lastAt.delete(oldest)
  }
}
