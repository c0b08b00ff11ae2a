import type { SessionSpec } from './schema/index.ts'

/** What is due now. */
export interface Due {
  readonly send: readonly string[]
  /** The polls that went unanswered once more, and whether the device counts as silent from now on. */
  readonly misses: number
  readonly fellSilent: boolean
}

interface Poll {
  readonly send: string
  readonly every: number
  readonly timeout: number
  readonly misses: number
  nextAt: number
  answerBy: number | null
  missed: number
}

/** Polls and keep-alives of one device. It says when it wants to be asked and what is due; it owns no timer. */
export class Schedule {
  readonly #polls: Poll[]
  readonly #keepalives: { readonly send: string; readonly every: number; nextAt: number }[]
  #running = false
  #silent = false

  constructor(spec: SessionSpec) {
    this.#polls = (spec.poll ?? []).map((poll) => ({ ...poll, nextAt: 0, answerBy: null, missed: 0 }))
    this.#keepalives = (spec.keepalive ?? []).map((keepalive) => ({ ...keepalive, nextAt: 0 }))
  }

  get wakeAt(): number | null {
    if (!this.#running) return null
    const awaited = this.#polls.flatMap((poll) => poll.answerBy ?? [])
    const polls = awaited.length > 0 ? awaited : this.#polls.map((poll) => poll.nextAt)
    const times = [...polls, ...this.#keepalives.map((keepalive) => keepalive.nextAt)]
    return times.length > 0 ? Math.min(...times) : null
  }

  start(now: number): void {
    this.#running = true
    this.#silent = false
    for (const poll of this.#polls) Object.assign(poll, { nextAt: now, answerBy: null, missed: 0 })
    for (const keepalive of this.#keepalives) keepalive.nextAt = now + keepalive.every
  }

  stop(): void {
    this.#running = false
  }

  /** A frame arrived: the device lives. Returns whether it had counted as silent. */
  heard(): boolean {
    const wasSilent = this.#silent
    this.#silent = false
    for (const poll of this.#polls) Object.assign(poll, { answerBy: null, missed: 0 })
    return wasSilent
  }

  tick(now: number): Due {
    if (!this.#running) return { send: [], misses: 0, fellSilent: false }
    const late = this.#polls.filter((poll) => poll.answerBy !== null && now >= poll.answerBy)
    for (const poll of late) Object.assign(poll, { answerBy: null, missed: poll.missed + 1 })
    const fellSilent = !this.#silent && this.#polls.some((poll) => poll.missed >= poll.misses)
    this.#silent ||= fellSilent
    return { send: [...this.#duePolls(now), ...this.#dueKeepalives(now)], misses: late.length, fellSilent }
  }

  /** One request at a time: the answer of one must not be taken for that of another. */
  #duePolls(now: number): string[] {
    if (this.#polls.some((poll) => poll.answerBy !== null)) return []
    const [due] = this.#polls.filter((poll) => now >= poll.nextAt).sort((a, b) => a.nextAt - b.nextAt)
    if (!due) return []
    // What was missed while nobody looked is not made up for.
    due.nextAt = due.nextAt + due.every > now ? due.nextAt + due.every : now + due.every
    due.answerBy = now + due.timeout
    return [due.send]
  }

  #dueKeepalives(now: number): string[] {
    return this.#keepalives
      .filter((keepalive) => now >= keepalive.nextAt)
      .map((keepalive) => {
        keepalive.nextAt = now + keepalive.every
        return keepalive.send
      })
  }
}
