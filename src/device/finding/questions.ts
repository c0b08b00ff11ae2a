import type { Attached } from '../../bus/index.ts'
import type { Timer } from '../../core/index.ts'
import type { Profile } from '../../profile/index.ts'
import type { DeviceHost } from '../binding.ts'
import { answers } from './ask.ts'
import { questionsFor } from './fits.ts'
import { doubtsOf } from './offers.ts'

/** Which devices are asked what they are, and whether they may be. */
export interface Asking {
  candidates(attached: Attached): readonly Profile[]
  /** Not where the site names the port, and not while somebody else needs it. */
  mayAsk(attached: Attached): boolean
}

type Host = Pick<DeviceHost, 'bus' | 'clock' | 'log'>

/** A port that cannot be opened, because the rights on it come late, is tried so often. */
const tries = 3
/** Who may not be asked now may be asked later, and no plug tells when. */
const laterMs = 10_000
/** Each question takes its time; nobody needs more profiles of this kind. */
const mostQuestions = 16

/**
 * Asks plugged devices that say nothing of themselves what they are: one at a time, each once after it was plugged in,
 * with nothing but the questions of profiles that may fit. Whoever needs the port gets it at once.
 */
export class Questions {
  readonly #host: Host
  readonly #asking: Asking
  readonly #tell: () => void
  readonly #answers = new Map<string, ReadonlySet<string>>()
  readonly #failures = new Map<string, number>()
  /** Somebody needs them now. */
  readonly #left = new Set<string>()
  #unclaimed: readonly Attached[] = []
  #current: { readonly path: string; readonly abort: AbortController; readonly over: Promise<void> } | undefined
  #later: Timer | undefined
  #stopped = false

  /** `tell` is called when something was answered. */
  constructor(host: Host, asking: Asking, tell: () => void) {
    this.#host = host
    this.#asking = asking
    this.#tell = tell
  }

  /** These are plugged in and nobody uses them. What was pulled is asked again when it comes back. */
  look(attached: readonly Attached[], unclaimed: readonly Attached[]): void {
    const paths = new Set(attached.map(({ path }) => path))
    for (const known of [this.#answers, this.#failures, this.#left]) {
      for (const path of known.keys()) if (!paths.has(path)) known.delete(path)
    }
    this.#unclaimed = unclaimed
    if (this.#current && !unclaimed.some(({ path }) => path === this.#current?.path)) this.#current.abort.abort()
    this.#goOn()
  }

  /** The profiles whose question the device at a path has answered. */
  answered(path: string): ReadonlySet<string> {
    return this.#answers.get(path) ?? new Set()
  }

  /** Resolves when nobody is asked at that path any more. */
  async leave(path: string): Promise<void> {
    this.#left.add(path)
    if (this.#current?.path !== path) return
    this.#current.abort.abort()
    await this.#current.over
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#later?.cancel()
    this.#current?.abort.abort()
    await this.#current?.over
  }

  #goOn(): void {
    if (this.#stopped || this.#current) return
    this.#later?.cancel()
    const open = this.#unclaimed.filter((one) => this.#isOpen(one))
    const next = open.find((one) => !this.#left.has(one.path) && this.#asking.mayAsk(one))
    if (!next) {
      if (open.length > 0) this.#later = this.#host.clock.after(laterMs, () => this.#tryLater())
      return
    }
    const abort = new AbortController()
    const over = this.#ask(next, abort.signal).finally(() => {
      this.#current = undefined
      this.#goOn()
    })
    this.#current = { path: next.path, abort, over }
  }

  #tryLater(): void {
    this.#left.clear()
    this.#goOn()
  }

  #isOpen(attached: Attached): boolean {
    const { path, wire } = attached
    const isAnswered = this.#answers.has(path) || (this.#failures.get(path) ?? 0) >= tries
    return wire === 'serial' && !isAnswered && this.#questions(attached).length > 0
  }

  #questions(attached: Attached) {
    return questionsFor(attached, this.#knowledge()).slice(0, mostQuestions)
  }

  #knowledge() {
    return { candidates: this.#asking.candidates, answered: (path: string) => this.answered(path) }
  }

  async #ask(attached: Attached, signal: AbortSignal): Promise<void> {
    const { path } = attached
    const answered = new Set<string>()
    for (const candidate of this.#questions(attached)) {
      const outcome = await answers(attached, candidate, this.#host, signal)
      if (signal.aborted) return
      if (outcome === 'unreachable') {
        this.#failures.set(path, (this.#failures.get(path) ?? 0) + 1)
        return
      }
      if (outcome === 'yes') answered.add(candidate.profile.id)
    }
    this.#answers.set(path, answered)
    this.#host.log.info('device asked what it is', { port: path, count: answered.size })
    for (const { profiles } of doubtsOf([attached], this.#knowledge())) {
      this.#host.log.warn('several profiles answer', { code: 'DB-PRO-067', port: path, profile: profiles.join(', ') })
    }
    this.#tell()
  }
}
