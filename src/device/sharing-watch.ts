import type { Clock } from '../core/index.ts'

export interface SharingWatchOptions {
  readonly clock: Clock
  /** The programs that have the device open beside us. */
  ask(): Promise<readonly string[]>
  /** Who they are, each time that this changes. */
  tell(programs: readonly string[]): void
}

/** Fewer senseless bytes than this are a bad cable. */
const enoughBytes = 16
/** Asking goes through all processes of the PC. */
const everyMs = 60_000

/**
 * A program that opens our port after us takes some of the bytes, and nothing but senseless pieces tells of it. When
 * those pile up it asks the system who else is there, and asks again until nobody is.
 */
export class SharingWatch {
  readonly #options: SharingWatchOptions
  #senseless = 0
  #askedAt = Number.NEGATIVE_INFINITY
  #programs: readonly string[] = []

  constructor(options: SharingWatchOptions) {
    this.#options = options
  }

  /** How many bytes made no sense up to now. */
  heard(senseless: number): void {
    const { clock } = this.#options
    const isDoubtful = senseless - this.#senseless >= enoughBytes || this.#programs.length > 0
    if (!isDoubtful || clock.mono() - this.#askedAt < everyMs) return
    this.#senseless = senseless
    this.#askedAt = clock.mono()
    void this.#ask()
  }

  async #ask(): Promise<void> {
    const programs = await this.#options.ask()
    if (programs.join() === this.#programs.join()) return
    this.#programs = programs
    this.#options.tell(programs)
  }
}
