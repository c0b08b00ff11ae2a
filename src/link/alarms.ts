import type { DeskError, ErrorCode, Log } from '../core/index.ts'

/** What people must be told while it lasts, beside whether the link is online. At most one per code. */
export class Alarms {
  readonly #log: Log
  readonly #changed: () => void
  readonly #standing = new Map<ErrorCode, DeskError>()

  constructor(log: Log, changed: () => void) {
    this.#log = log
    this.#changed = changed
  }

  /** What stands now, oldest first. */
  list(): readonly DeskError[] {
    return [...this.#standing.values()]
  }

  /** Raises an alarm; one that stands already is not logged again. */
  raise(error: DeskError): void {
    const isNew = !this.#standing.has(error.code)
    this.#standing.set(error.code, error)
    if (!isNew) return
    this.#log.error(error.message, { code: error.code })
    this.#changed()
  }

  /** Its cause is gone. */
  clear(code: ErrorCode): void {
    if (!this.#standing.delete(code)) return
    this.#log.info('over', { code })
    this.#changed()
  }
}
