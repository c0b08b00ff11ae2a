/** So many frames in a row tell what a unit does. */
const decisive = 3

/**
 * Whether a unit sends the optional check of its model. A frame without it passes until three in a row had it right;
 * from then on it is due, until three in a row have it wrong (the unit was set up anew).
 */
export class Presence {
  #isDue = false
  #against = 0
  #failedUntil = 0

  get isDue(): boolean {
    return this.#isDue
  }

  /** Takes note of one frame at a position in the stream. What lies inside a frame that failed says nothing new. */
  note(holds: boolean, position: number, length: number): void {
    if (!holds && position < this.#failedUntil) return
    if (!holds) this.#failedUntil = position + length
    this.#against = holds === this.#isDue ? 0 : this.#against + 1
    if (this.#against < decisive) return
    this.#isDue = holds
    this.#against = 0
  }
}
