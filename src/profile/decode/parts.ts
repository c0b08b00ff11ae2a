import { join } from '../bytes.ts'
import { cannotCompute, type Value } from '../expression/index.ts'

/** Bounded: what grows beyond `max` is forgotten whole, up to and with its last part. */
export class Parts {
  readonly #max: number
  readonly #timeout: number
  #parts: Uint8Array[] = []
  #size = 0
  #lastAt = 0

  constructor(max: number, timeout = Number.POSITIVE_INFINITY) {
    this.#max = max
    this.#timeout = timeout
  }

  get isEmpty(): boolean {
    return this.#size === 0
  }

  /** Whether the rest of what was begun is too late to belong to it. */
  isForgotten(now: number): boolean {
    return this.#size > 0 && now >= this.#lastAt + this.#timeout
  }

  forget(): void {
    this.#parts = []
    this.#size = 0
  }

  add(part: Value | undefined, now: number): void {
    if (!(part instanceof Uint8Array)) throw cannotCompute('collect needs a raw field')
    this.#lastAt = now
    this.#size += part.length
    if (this.#size > this.#max) this.#parts = []
    // A copy: the part is a view of a frame that the next one may overwrite.
    else this.#parts.push(part.slice())
  }

  take(): Uint8Array {
    const whole = join(this.#parts)
    const tooLong = this.#size > this.#max
    this.forget()
    if (tooLong) throw cannotCompute('the parts together are too long')
    return whole
  }
}
