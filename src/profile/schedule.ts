import { earliest } from './earliest.ts'
import type { KeepaliveSpec, PollSpec } from './schema/index.ts'

/** One command that is due, and on a bus for which address. */
export interface DueCall {
  readonly send: string
  readonly address?: number
}

/** What is due now. */
export interface Due {
  readonly calls: readonly DueCall[]
  /** The addresses of polls that went unanswered once more; `undefined` where there is only one device. */
  readonly missed: readonly (number | undefined)[]
  readonly fellSilent: readonly (number | undefined)[]
  /** The wire should be opened anew. */
  readonly reopen: boolean
}

/** What is to be sent regularly, and to which addresses. */
export interface Plan {
  readonly polls: readonly PollSpec[]
  readonly keepalives: readonly KeepaliveSpec[]
  readonly addresses: readonly number[] | undefined
  /** How long the line stays quiet behind an answer. */
  readonly quietMs: number
}

interface Poll {
  readonly spec: PollSpec
  readonly address: number | undefined
  nextAt: number
  answerBy: number | null
  missed: number
}

interface Keepalive {
  readonly spec: KeepaliveSpec
  readonly address: number | undefined
  nextAt: number
}

/** On a bus one that does not answer is asked more seldom, or its silence would slow down all others. */
const silentFactor = 8

const nothingDue: Due = { calls: [], missed: [], fellSilent: [], reopen: false }

/** Polls and keep-alives of one line. It says when it wants to be asked and what is due; it owns no timer. */
export class Schedule {
  readonly #polls: readonly Poll[]
  readonly #keepalives: readonly Keepalive[]
  readonly #isBus: boolean
  readonly #quietMs: number
  readonly #silent = new Set<number | undefined>()
  #running = false
  /** Until then somebody on the line has the word. */
  #busyUntil = 0

  constructor({ polls, keepalives, addresses, quietMs }: Plan) {
    const everywhere = addresses ?? [undefined]
    this.#isBus = addresses !== undefined
    this.#quietMs = quietMs
    this.#polls = polls.flatMap((spec) =>
      everywhere.map((address) => ({ spec, address, nextAt: 0, answerBy: null, missed: 0 })),
    )
    this.#keepalives = keepalives.flatMap((spec) => everywhere.map((address) => ({ spec, address, nextAt: 0 })))
  }

  get wakeAt(): number | null {
    if (!this.#running) return null
    const awaited = this.#polls.flatMap((poll) => poll.answerBy ?? [])
    const polls = awaited.length > 0 ? awaited : this.#polls.map((poll) => Math.max(poll.nextAt, this.#busyUntil))
    const keepalives = this.#keepalives.map((keepalive) => this.#whenFree(keepalive.nextAt))
    return earliest([...polls, ...keepalives])
  }

  /** When the line is free: for whoever has something to send between the polls. */
  freeAt(now: number): number {
    const awaited = this.#polls.flatMap((poll) => poll.answerBy ?? [])
    return Math.max(now, this.#busyUntil, ...awaited)
  }

  /** Something else was sent, and may be answered. */
  giveWord(now: number): void {
    const patience = Math.max(0, ...this.#polls.map(({ spec }) => spec.timeout))
    this.#busyUntil = Math.max(this.#busyUntil, now + patience)
  }

  start(now: number): void {
    this.#running = true
    this.#silent.clear()
    this.#busyUntil = now
    for (const poll of this.#polls) Object.assign(poll, { nextAt: now, answerBy: null, missed: 0 })
    for (const keepalive of this.#keepalives) keepalive.nextAt = now + keepalive.spec.every
  }

  stop(): void {
    this.#running = false
  }

  /** A frame arrived: the device at this address lives. Returns whether it had counted as silent. */
  heard(address: number | undefined, now: number): boolean {
    for (const poll of this.#polls) {
      if (poll.address === address) Object.assign(poll, { answerBy: null, missed: 0 })
    }
    this.#busyUntil = now + this.#quietMs
    return this.#silent.delete(address)
  }

  /** Something was said that does not tell who lives, but whoever had the word is done. */
  spoke(now: number): void {
    this.#busyUntil = Math.min(this.#busyUntil, now + this.#quietMs)
  }

  tick(now: number): Due {
    if (!this.#running) return nothingDue
    const late = this.#polls.filter((poll) => poll.answerBy !== null && now >= poll.answerBy)
    for (const poll of late) Object.assign(poll, { answerBy: null, missed: poll.missed + 1 })
    const given = this.#polls.filter((poll) => poll.missed >= poll.spec.misses && !this.#silent.has(poll.address))
    const fellSilent = [...new Set(given.map((poll) => poll.address))]
    for (const address of fellSilent) this.#silent.add(address)
    // Keep-alives first: polls could keep the line busy for ever.
    const keepalives = this.#dueKeepalives(now)
    return {
      calls: [...keepalives, ...this.#duePolls(now)],
      missed: late.map((poll) => poll.address),
      fellSilent,
      reopen: given.some((poll) => poll.spec.whenSilent === 'reopen'),
    }
  }

  /** One request at a time: the answer of one must not be taken for that of another. */
  #duePolls(now: number): DueCall[] {
    if (now < this.#busyUntil || this.#polls.some((poll) => poll.answerBy !== null)) return []
    const [due] = this.#polls.filter((poll) => now >= poll.nextAt).sort((a, b) => a.nextAt - b.nextAt)
    if (!due) return []
    const { send, timeout } = due.spec
    const every = due.spec.every * (this.#isBus && this.#silent.has(due.address) ? silentFactor : 1)
    // What was missed while nobody looked is not made up for.
    due.nextAt = due.nextAt + every > now ? due.nextAt + every : now + every
    due.answerBy = now + timeout
    return [callOf(send, due.address)]
  }

  #dueKeepalives(now: number): DueCall[] {
    const due = this.#keepalives.filter((keepalive) => now >= this.#whenFree(keepalive.nextAt))
    // On a bus one at a time, like everything there.
    return (this.#isBus ? due.slice(0, 1) : due).map((keepalive) => {
      keepalive.nextAt = now + keepalive.spec.every
      if (this.#isBus) this.#busyUntil = now + this.#quietMs
      return callOf(keepalive.spec.send, keepalive.address)
    })
  }

  #whenFree(time: number): number {
    return this.#isBus ? Math.max(time, this.freeAt(time)) : time
  }
}

function callOf(send: string, address: number | undefined): DueCall {
  return address === undefined ? { send } : { send, address }
}
