import type { Clock, Timer } from '../../core/index.ts'

/** A service that has said nothing for this long is asked for a sign of life, and given up after as long again. */
export const silenceMs = 10_000

export interface SilenceWatchOptions {
  readonly clock: Clock
  /** Asks for a sign of life; false while there is nobody to ask yet. */
  ask(): boolean
  silent(): void
}

/** A cable that is pulled out of a device says nothing by itself. */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions
  #heardAt: number
  #asked = false
  #look: Timer

  constructor(options: SilenceWatchOptions) {
    this.#options = options
    this.#heardAt = options.clock.mono()
    this.#look = this.#lookIn(silenceMs)
  }

  heard(): void {
    this.#heardAt = this.#options.clock.mono()
    this.#asked = false
  }

  stop(): void {
    this.#look.cancel()
  }

  #lookIn(ms: number): Timer {
    const { clock, ask, silent } = this.#options
    return clock.after(ms, () => {
      if (this.#asked) return silent()
      const quiet = clock.mono() - this.#heardAt
      this.#asked = quiet >= silenceMs && ask()
      this.#look = this.#lookIn(quiet >= silenceMs ? silenceMs : silenceMs - quiet)
    })
  }
}
