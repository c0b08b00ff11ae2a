import { parseTime, type Request } from '../contract/index.ts'
import type { Clock } from '../core/index.ts'

/** More officers than this do not press while a connection is being made. */
const most = 32

/**
 * Requests made while a connection is being made: somebody waits for them, so they go out as soon as they can, and never
 * after nobody waits any more. They are in memory only.
 */
export class EarlyRequests {
  readonly #clock: Clock
  #held: { readonly request: Request; readonly until: number }[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  hold(request: Request): void {
    // The clock of the desk may be wrong, but not how long somebody waits by it.
    const patience = parseTime(request.notAfter) - parseTime(request.madeAt)
    this.#held = [...this.#held, { request, until: this.#clock.mono() + patience }].slice(-most)
  }

  /** Those that are still wanted. They are not held any more. */
  take(): readonly Request[] {
    const now = this.#clock.mono()
    const wanted = this.#held.filter(({ until }) => now < until).map(({ request }) => request)
    this.#held = []
    return wanted
  }
}
