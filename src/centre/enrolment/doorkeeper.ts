import { type BrokerSettings, connectBroker } from '../../broker/index.ts'
import { type Clock, type Log, type Timer, toDeskError } from '../../core/index.ts'
import type { Enrolment } from './enrolment.ts'
import type { BrokerFiles } from './mosquitto-files.ts'

/** Keeps desks out that are not to come in: told to the broker, and thrown out when they are in. */
export interface Doorkeeper {
  /** Whether a desk (its full name) is shut out: nothing of it is taken, and it gets no receipt. */
  isDenied(desk: string): boolean
  /** A desk that is shut out has shown itself. */
  seen(desk: string): void
  /** Looks into the books at once, and tells the broker what is new. */
  refresh(): Promise<void>
  stop(): Promise<void>
}

/** What it needs. */
export interface DoorkeeperOptions {
  readonly enrolment: Enrolment
  /** How the centre's server connects: it may take any client id, which is how a desk is thrown out. */
  readonly broker: Omit<BrokerSettings, 'will' | 'session'>
  /** Where the broker reads who is shut out; without it desks are only thrown out, each time they come. */
  readonly files?: BrokerFiles
  readonly clock: Clock
  readonly log: Log
}

/** The books are written by the command line too. */
const lookEvery = 500
/** The list of the broker has whole seconds: of two lists of one second it may keep the older one. */
const betweenLists = 1_100
/** A broker reads its files again in its own time, so a desk may slip back in at first. */
const throwOutAfter: readonly number[] = [0, 300, 1_000, 2_000, 3_500]
/** However often a desk that is shut out shows itself. */
const betweenThrows = 1_000

/** Watches the books until stopped. */
export async function startDoorkeeper(options: DoorkeeperOptions): Promise<Doorkeeper> {
  const keeper = new Watching(options)
  await keeper.refresh()
  keeper.watch()
  return keeper
}

class Watching implements Doorkeeper {
  readonly #o: DoorkeeperOptions
  #denied: ReadonlySet<string> = new Set()
  #told = -1
  #toldAt = Number.NEGATIVE_INFINITY
  #looking = Promise.resolve()
  #next: Timer | undefined
  readonly #timers = new Set<Timer>()
  readonly #thrown = new Map<string, number>()
  #stopped = false

  constructor(options: DoorkeeperOptions) {
    this.#o = options
  }

  isDenied(desk: string): boolean {
    return this.#denied.has(desk)
  }

  seen(desk: string): void {
    const now = this.#o.clock.mono()
    if (!this.isDenied(desk) || now - (this.#thrown.get(desk) ?? Number.NEGATIVE_INFINITY) < betweenThrows) return
    this.#throwOut(desk)
  }

  refresh(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look())
    return this.#looking
  }

  watch(): void {
    if (this.#stopped) return
    this.#next = this.#o.clock.after(lookEvery, () => void this.refresh().then(() => this.watch()))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#next?.cancel()
    for (const timer of this.#timers) timer.cancel()
    await this.#looking
  }

  async #look(): Promise<void> {
    const { enrolment, log } = this.#o
    try {
      const change = await enrolment.changes()
      if (change === this.#told || this.#stopped) return
      const denied = new Set((await enrolment.denied()).keys())
      const fresh = [...denied].filter((desk) => !this.#denied.has(desk))
      const isFirst = this.#told < 0
      this.#denied = denied
      await this.#tellBroker(denied)
      this.#told = change
      // At the start nobody knows who is in: they show themselves.
      if (!isFirst) for (const desk of fresh) this.#throwOutAgainAndAgain(desk)
    } catch (error) {
      const coded = toDeskError(error, 'DB-CTR-049')
      log.error(coded.message, { code: coded.code })
    }
  }

  async #tellBroker(denied: ReadonlySet<string>): Promise<void> {
    const { enrolment, files, clock } = this.#o
    if (!files) return
    await new Promise<void>((resolve) => void clock.after(betweenLists - (clock.mono() - this.#toldAt), resolve))
    this.#toldAt = clock.mono()
    await files.write({ revoked: await enrolment.revocationList(), denied: [...denied] })
  }

  #throwOutAgainAndAgain(desk: string): void {
    for (const ms of throwOutAfter) {
      const timer = this.#o.clock.after(ms, () => {
        this.#timers.delete(timer)
        if (this.isDenied(desk)) this.#throwOut(desk)
      })
      this.#timers.add(timer)
    }
  }

  /** A broker ends the session of a name that connects anew; this one then goes, and forgets what waited for the desk. */
  #throwOut(desk: string): void {
    const { broker, clock, log } = this.#o
    this.#thrown.set(desk, clock.mono())
    connectBroker({ ...broker, clientId: desk, session: 'forgotten' }).then(
      (session) => session.end(),
      (error: unknown) =>
        log.warn('a desk could not be thrown out', { reason: toDeskError(error, 'DB-CTR-049').message }),
    )
  }
}
