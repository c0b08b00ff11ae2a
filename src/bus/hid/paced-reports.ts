import { writeStallMs } from '../wire.ts'

/** Hands one report to the device; resolves when it was taken. */
export type Deliver = () => Promise<void>

/**
 * Delivers reports one by one, with at least `spacing` ms between the end of one and the start of the next. hidapi has
 * no time-out on Linux: `onStall` is called when a report was not taken in time.
 */
export class PacedReports {
  readonly #spacing: number
  readonly #onStall: () => void
  readonly #queue: Deliver[] = []
  #timer: NodeJS.Timeout | undefined
  #freeAt = 0
  #busy = false
  #stopped = false

  constructor(spacing: number, onStall: () => void) {
    this.#spacing = spacing
    this.#onStall = onStall
  }

  /** `deliver` tells by itself what came of it, and does not reject. */
  add(deliver: Deliver): void {
    if (this.#stopped) return
    this.#queue.push(deliver)
    if (!this.#busy) this.#next()
  }

  stop(): void {
    this.#stopped = true
    this.#queue.length = 0
    clearTimeout(this.#timer)
  }

  #next(): void {
    const deliver = this.#queue.shift()
    this.#busy = deliver !== undefined
    if (!deliver) return
    const wait = this.#freeAt - performance.now()
    if (wait > 0) this.#timer = setTimeout(() => this.#deliver(deliver), Math.ceil(wait))
    else this.#deliver(deliver)
  }

  #deliver(deliver: Deliver): void {
    this.#timer = setTimeout(this.#onStall, writeStallMs)
    deliver().then(() => {
      if (this.#stopped) return
      clearTimeout(this.#timer)
      this.#freeAt = performance.now() + this.#spacing
      this.#next()
    })
  }
}
