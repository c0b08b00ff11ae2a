import type { CounterCommand, CounterSign, DeskInput, DeskOutput, Request } from '../src/contract/index.ts'
import {
  type Clock,
  type ClockQuality,
  type Log,
  type Moment,
  type Random,
  type Timer,
  toDeskError,
  uuidv7,
} from '../src/core/index.ts'
import {
  type CounterInput,
  type CounterSettings,
  type CounterState,
  initialState,
  inReach,
  restoreState,
  type Surroundings,
  step,
} from '../src/counter/index.ts'
import type { Journal } from '../src/journal/index.ts'

/** What a running counter needs. */
export interface CounterHost {
  readonly journal: Journal
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  clockQuality(): ClockQuality
  show(output: DeskOutput): void
  request(request: Request): void
  /** Without it the centre is in reach and says nothing of who waits. */
  readonly outside?: CounterOutside
}

/** The world around a counter: its centre and the other counters of the desk. */
export interface CounterOutside {
  surroundings(counter: string): Surroundings
  /** A request of the counter went unanswered. */
  unanswered(): void
  /** What the counter remembers is another than before, and on disk. */
  changed(counter: string): void
}

/** How long a counter whose step could not be written waits before it looks at what is due, growing to the second. */
const [retryAfter, retryAtLast] = [1_000, 30_000]

/**
 * One counter at work: each input becomes a step, each step one transaction, and only then is anything shown or asked.
 * Steps do not wait for the disk; they are committed in their order, and if one cannot be, those behind it fail with it
 * and the state is read back.
 */
export class CounterRuntime {
  readonly id: string
  readonly #settings: CounterSettings
  readonly #host: CounterHost
  readonly #key: string
  #state: CounterState
  #kept: CounterState
  #sign: CounterSign = { state: 'idle' }
  #timer: Timer | undefined
  /** The state is not what the disk has, and must be read before the next step. */
  #stale = false
  #retry = retryAfter
  #recovering: Promise<void> | undefined

  private constructor(id: string, settings: CounterSettings, host: CounterHost, state: CounterState) {
    this.id = id
    this.#settings = settings
    this.#host = host
    this.#key = keyOf(id)
    this.#state = state
    this.#kept = state
  }

  /** Reads the counter's state and starts it: windows of the time before are closed, everything is shown again. */
  static async start(id: string, settings: CounterSettings, host: CounterHost): Promise<CounterRuntime> {
    const runtime = new CounterRuntime(id, settings, host, await readState(id, host.journal))
    await runtime.#start()
    return runtime
  }

  /** What the counter remembers on disk: what may be shown. */
  get state(): CounterState {
    return this.#kept
  }

  /** What it will remember in a moment: what others must reckon with. */
  get upcoming(): CounterState {
    return this.#state
  }

  /** What the counter shows to the public. */
  get sign(): CounterSign {
    return this.#sign
  }

  /** Takes what a device or a person did. Resolves when it is on disk; when it cannot be, the person is told why. */
  async accept(input: DeskInput): Promise<void> {
    try {
      await this.#submit(input)
    } catch (error) {
      const { code, args } = toDeskError(error, 'DB-JRN-002')
      this.#host.show({ kind: 'notice', counter: this.id, text: code, args })
      throw error
    }
  }

  /** Carries out a command. Its result is in the journal when this resolves. */
  command(command: CounterCommand): Promise<void> {
    return this.#submit({ kind: 'command', id: this.#newId(), command })
  }

  /** Something outside became different: the counter looks at it now and not only with the next press. */
  look(): void {
    this.#submit({ kind: 'tick', id: this.#newId() }).catch((error: unknown) =>
      this.#host.log.error(toDeskError(error, 'DB-JRN-002').message),
    )
  }

  /** The disk may have another state than was confirmed: it is read before the next step. */
  reread(): void {
    this.#stale = true
    // What was due while nothing could be written is due still.
    this.#wakeAt(this.#host.clock.mono() + this.#nextRetry())
  }

  stop(): void {
    this.#timer?.cancel()
  }

  /** A desk whose disk takes nothing at the moment is there all the same, and begins as soon as it can. */
  async #start(): Promise<void> {
    try {
      await this.#submit({ kind: 'started', id: this.#newId() })
    } catch (error) {
      const { clock, log } = this.#host
      const coded = toDeskError(error, 'DB-JRN-002')
      log.error(coded.message, { code: coded.code, counter: this.id })
      this.#timer?.cancel()
      this.#timer = clock.after(this.#nextRetry(), () => void this.#start())
    }
  }

  async #submit(input: CounterInput): Promise<void> {
    if (this.#stale) await this.#recover()
    const { journal, outside } = this.#host
    const before = this.#state
    const around = outside?.surroundings(this.id) ?? inReach(this.#settings)
    const { state, facts, results, outputs, requests, wakeAt } = step(before, input, this.#now(), around)
    this.#state = state
    this.#wakeAt(wakeAt)
    // What was asked in the life before says nothing about the centre of now.
    const isLate = input.kind !== 'started' && facts.some(({ type }) => type === 'request.unanswered')
    if (isLate) outside?.unanswered()
    const dedupe = 'dedupe' in input ? input.dedupe : undefined
    if (state !== before || facts.length > 0 || results.length > 0) {
      try {
        await journal.commit({
          facts,
          results,
          state: { key: this.#key, value: state },
          ...(dedupe === undefined ? {} : { dedupe }),
        })
      } catch (error) {
        this.reread()
        throw error
      }
      this.#retry = retryAfter
      this.#kept = state
    }
    for (const output of outputs) this.#show(output)
    for (const request of requests) this.#host.request(request)
    if (state !== before) outside?.changed(this.id)
  }

  /** What was computed and not committed never happened. */
  async #recover(): Promise<void> {
    this.#recovering ??= readState(this.id, this.#host.journal)
      .then((state) => {
        this.#state = state
        this.#kept = state
        this.#stale = false
      })
      .finally(() => {
        this.#recovering = undefined
      })
    await this.#recovering
  }

  #show(output: DeskOutput): void {
    if (output.kind === 'sign') this.#sign = output.sign
    this.#host.show(output)
  }

  #wakeAt(at: number | null): void {
    this.#timer?.cancel()
    this.#timer = undefined
    if (at === null) return
    const { clock } = this.#host
    this.#timer = clock.after(at - clock.mono(), () => this.look())
  }

  #now(): Moment {
    const { clock, clockQuality } = this.#host
    return { wall: clock.wall(), mono: clock.mono(), quality: clockQuality() }
  }

  #nextRetry(): number {
    const wait = this.#retry
    this.#retry = Math.min(retryAtLast, wait * 2)
    return wait
  }

  #newId() {
    return uuidv7(this.#host.clock.wall(), this.#host.random)
  }
}

const keyOf = (id: string) => `counter/${id}`

async function readState(id: string, journal: Journal): Promise<CounterState> {
  const stored = await journal.state(keyOf(id))
  return stored === undefined ? initialState(id) : restoreState(stored)
}
