import type { Bus } from '../../src/bus/index.ts'
import { type Clock, DeskError, packError, type Timer, toDeskError } from '../../src/core/index.ts'
import type { Learnt } from '../../src/profile/index.ts'
import { Inlet } from './inlet.ts'
import { readKeyNames } from './key-names.ts'
import type { Learnable } from './learnable.ts'
import { teach } from './lesson.ts'
import type { LessonView } from './lesson-view.ts'
import { Scribe } from './scribe.ts'

/** What a lesson in a running desk is made of. */
export interface RunningLessonOptions {
  readonly device: Learnable
  /** The id of the profile to write, and its name. */
  readonly profile: string
  readonly name: string
  readonly bus: Pick<Bus, 'open'>
  readonly clock: Clock
  readonly idleMs?: number
}

type Result =
  | { readonly kind: 'learnt'; readonly learnt: Learnt }
  | { readonly kind: 'failed'; readonly error: DeskError }

const patienceMinutes = 10

/** A lesson from its start to its end, by itself once nobody answers for ten minutes. Its wire is closed at the end. */
export class RunningLesson {
  readonly #options: RunningLessonOptions
  readonly #inlet: Inlet
  readonly #scribe = new Scribe(() => this.#wait())
  readonly #abort = new AbortController()
  readonly #over: Promise<void>
  #patience: Timer | undefined
  #result: Result | undefined

  constructor(options: RunningLessonOptions) {
    const { clock } = options
    this.#options = options
    this.#inlet = new Inlet(clock)
    this.#wait()
    const lesson = { ...options, inlet: this.#inlet, audience: this.#scribe, signal: this.#abort.signal }
    this.#over = teach(lesson).then(
      (learnt) => this.#finish({ kind: 'learnt', learnt }),
      (error: unknown) => this.#finish({ kind: 'failed', error: toDeskError(error, 'DB-AGT-003') }),
    )
  }

  get device(): Learnable {
    return this.#options.device
  }

  get profile(): string {
    return this.#options.profile
  }

  get isOver(): boolean {
    return this.#result !== undefined
  }

  /** The profile that was found; undefined before, and where none was. */
  get source(): string | undefined {
    return this.#result?.kind === 'learnt' ? this.#result.learnt.source : undefined
  }

  view(): LessonView {
    const { device, profile, name } = this.#options
    const { keys, heard, step, lamps } = this.#scribe
    const facts = { path: device.path, profile, name, keys, heard }
    switch (this.#result?.kind) {
      case undefined:
        return { kind: 'learning', step, ...facts }
      case 'learnt':
        return { kind: 'learnt', source: this.#result.learnt.source, lamps, ...facts }
      case 'failed':
        return { kind: 'failed', problem: packError(this.#result.error), ...facts }
    }
  }

  /** Throws `DB-PRO-097` for a name that no key can have. */
  answer(words: string): void {
    this.#wait()
    if (this.#scribe.step.kind !== 'names') {
      this.#inlet.say(words)
      return
    }
    const names = readKeyNames(words)
    this.#scribe.call(names)
    this.#inlet.say(names.map(({ key }) => key).join(' '))
  }

  /** Resolves when the port is free again. */
  async end(): Promise<void> {
    this.#abort.abort()
    this.#inlet.end()
    await this.#over
  }

  #wait(): void {
    this.#patience?.cancel()
    this.#patience = this.#options.clock.after(patienceMinutes * 60_000, () => {
      this.#result ??= { kind: 'failed', error: new DeskError('DB-AGT-022', { minutes: patienceMinutes }) }
      void this.end()
    })
  }

  #finish(result: Result): void {
    this.#patience?.cancel()
    this.#result ??= result
  }
}
