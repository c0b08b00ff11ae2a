import type { Clock, Timer } from '../../core/index.ts'
import { hangMs } from './line.ts'

/** Antivirus programs can hold up the start of a process on old PCs for seconds. */
const startMs = 10_000
/** A look that comes later than this says more about the core than about the child. */
const lateMs = 250

/**
 * Calls `onHung` when nothing was heard for too long. A core that was held up itself does not blame the child: a look
 * that comes late starts anew, and before it judges, the event loop turns once more to bring in what is waiting.
 */
export class BeatWatch {
  readonly #clock: Clock
  readonly #onHung: () => void
  #heardAt: number
  #allowed = startMs
  #timer: Timer
  #over = false

  constructor(clock: Clock, onHung: () => void) {
    this.#clock = clock
    this.#onHung = onHung
    this.#heardAt = clock.mono()
    this.#timer = this.#lookIn(startMs)
  }

  heard(): void {
    this.#heardAt = this.#clock.mono()
    if (this.#allowed === hangMs || this.#over) return
    this.#allowed = hangMs
    this.#timer.cancel()
    this.#timer = this.#lookIn(hangMs)
  }

  stop(): void {
    this.#over = true
    this.#timer.cancel()
  }

  #lookIn(ms: number): Timer {
    const due = this.#clock.mono() + ms
    return this.#clock.after(ms, () => {
      if (this.#clock.mono() > due + lateMs) this.#heardAt = this.#clock.mono()
      setImmediate(() => this.#judge())
    })
  }

  #judge(): void {
    if (this.#over) return
    const left = this.#heardAt + this.#allowed - this.#clock.mono()
    if (left > 0) this.#timer = this.#lookIn(left)
    else this.#onHung()
  }
}
