/** Bytes that may be checked for every byte that leaves the window; a good stream needs one. */
const perByte = 32

/** What a port may spend on top of that between two silences: more garbage than any plug or baud rate test makes. */
const reserve = 1 << 22

/**
 * Bounds the work that garbage can cause. Where any byte may begin a long frame with a check, looking for one at every
 * byte is quadratic. Beyond the reserve, bytes are dropped unjudged until they have paid for the next look: such a
 * stream loses frames until it is silent for a moment. Paid by bytes that leave, so that it does not matter how the
 * input was cut.
 */
export class Effort {
  #left = reserve

  get isSpent(): boolean {
    return this.#left < 0
  }

  spend(bytes: number): void {
    this.#left -= bytes
  }

  earn(bytes: number): void {
    this.#left = Math.min(reserve, this.#left + bytes * perByte)
  }

  rest(): void {
    this.#left = reserve
  }
}
