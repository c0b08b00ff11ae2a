import { type Clock, DeskError, type ErrorCode, type Log, type Random, type Timer, toDeskError } from '../core/index.ts'
import { isUsablePair } from './certificates.ts'
import { connectBroker, refusalBehind } from './connect.ts'
import { HungUp } from './hung-up.ts'
import { type Pace, paceOf, reconnectDelay } from './reconnect-delay.ts'
import type { BrokerSession, CloseReason } from './session.ts'
import { type BrokerSettings, sameCredentials } from './settings.ts'

/** Keeps a session to a broker alive, for ever. */
export interface Keeper {
  readonly session: BrokerSession | undefined
  /** Whether a session stands, an attempt is under way or the next one has its time: false only when one of them hangs. */
  isAtWork(): boolean
  /** Looks whether the certificate files were replaced, and connects anew with the new ones; at once while it waits. */
  renew(): void
  stop(): void
}

/** What {@link keepConnected} needs. */
export interface KeeperOptions {
  /** Read before every attempt, and now and then while connected, so that renewed certificates are used. */
  settings(): BrokerSettings
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Milliseconds over which to spread the return after an outage; the default is soon. */
  spread?(): number
  /** A new session stands. `abnormal` says that the one before did not end by our own wish. */
  opened(session: BrokerSession, abnormal: boolean): void
  /** A session ended, or an attempt failed, which has no `end`. */
  closed(error: DeskError, end?: SessionEnd): void
  /** Whether another PC seems to have our name, though the broker does not say so. */
  disputed?(): boolean
}

/** How a session ended. */
export interface SessionEnd {
  readonly close: CloseReason
  /** Milliseconds from its CONNACK. */
  readonly lasted: number
  /** Attempts that it took to open it. */
  readonly attempts: number
}

const retryVersion5After = 3_600_000
/**
 * RabbitMQ before 3.13 does not refuse version 5, its parser fails on it: after so many attempts without an answer one is
 * made with 3.1.1. Not at once, because a broker that is overrun hangs up just so.
 */
const silencesBeforeOlderVersion = 3
const lookForRenewalEvery = 60_000
/** No attempt takes so long: the name, the connection and each word of the broker have their own limits. */
const longestAttempt = 120_000
/** A session that lasted as long as this has proved that the broker takes us; one that ended for want of room, later. */
const lasting = { soon: 2_000, busy: 60_000 }
/** Errors that only somebody at the broker or at the files of this PC can mend. */
const needsPeople: readonly ErrorCode[] = [
  'DB-LNK-008',
  'DB-LNK-009',
  'DB-LNK-013',
  'DB-LNK-014',
  'DB-LNK-015',
  'DB-LNK-016',
  'DB-LNK-017',
  'DB-LNK-018',
  'DB-LNK-022',
]

/** Connects and reconnects until stopped; never gives up, whatever the broker says. */
export function keepConnected(options: KeeperOptions): Keeper {
  const keeper = new SessionKeeper(options)
  keeper.start()
  return keeper
}

class SessionKeeper implements Keeper {
  readonly #o: KeeperOptions
  session: BrokerSession | undefined
  #timer: Timer | undefined
  #renewal: Timer | undefined
  /** Nothing is tried until the timer ends. */
  #waits = false
  #stopped = false
  #downSince: number
  /** The time by which it must have done the next thing. */
  #movesBy = Number.POSITIVE_INFINITY
  #attempts = 0
  #setbacks = 0
  #protocol3Since: number | undefined
  /** Attempts in a row that the broker ended without a word. */
  #hungUp = 0
  #ended: 'never opened' | 'by us' | 'abnormally' = 'never opened'
  #used: BrokerSettings | undefined
  /** The settings of the last session: renewed ones that are refused must not shut out a desk whose old ones work. */
  #good: BrokerSettings | undefined
  #doubtNew = false

  constructor(options: KeeperOptions) {
    this.#o = options
    this.#downSince = options.clock.mono()
  }

  start(): void {
    // A moment later: settings that cannot be read would be told of before our owner has us.
    queueMicrotask(() => void this.#attempt())
  }

  isAtWork(): boolean {
    return this.#o.clock.mono() <= this.#movesBy
  }

  renew(): void {
    const { session } = this
    const fresh = this.#readSettings()
    if (!fresh || !isUsablePair(fresh) || (this.#used && sameCredentials(fresh, this.#used))) return
    this.#o.log.info('new credentials, connecting anew', { broker: fresh.url })
    if (!session) this.#attemptNow()
    session?.end(new DeskError('DB-LNK-019', { broker: fresh.url }))
  }

  stop(): void {
    this.#stopped = true
    this.#waits = false
    this.#timer?.cancel()
    this.#renewal?.cancel()
    this.session?.end()
  }

  /** Not while an attempt is under way, which ends by itself. */
  #attemptNow(): void {
    if (!this.#waits) return
    this.#timer?.cancel()
    void this.#attempt()
  }

  async #attempt(): Promise<void> {
    this.#waits = false
    if (this.#stopped) return
    const { clock } = this.#o
    this.#attempts++
    this.#movesBy = clock.mono() + longestAttempt
    const refused5 = this.#protocol3Since !== undefined && clock.mono() - this.#protocol3Since < retryVersion5After
    const skip5 = refused5 || (this.#hungUp > 0 && this.#hungUp % silencesBeforeOlderVersion === 0)
    try {
      const settings = this.#chooseSettings()
      this.#used = settings
      const opened = await connectBroker(settings, skip5 ? 4 : 5)
      if (this.#stopped) return opened.end()
      if (opened.protocol === 'MQTT 5') this.#protocol3Since = undefined
      else if (!refused5) this.#protocol3Since = clock.mono()
      this.#hungUp = 0
      this.#use(opened, settings)
    } catch (error) {
      const coded = toDeskError(error, 'DB-LNK-001', { broker: '–' })
      this.#hungUp = coded.cause instanceof HungUp ? this.#hungUp + 1 : 0
      this.#lost(coded, paceOfError(coded))
    }
  }

  #use(opened: BrokerSession, settings: BrokerSettings): void {
    const { clock, log } = this.#o
    const openedAt = clock.mono()
    this.session = opened
    this.#movesBy = Number.POSITIVE_INFINITY
    this.#good = settings
    const attempts = this.#attempts
    this.#attempts = 0
    log.info('connected', { broker: settings.url, state: opened.protocol })
    this.#o.opened(opened, this.#ended === 'abnormally')
    this.#renewal = clock.after(lookForRenewalEvery, () => this.#lookForRenewal())
    void opened.closed.then((close) => {
      this.session = undefined
      this.#renewal?.cancel()
      this.#downSince = clock.mono()
      const renewing = close.error.code === 'DB-LNK-019'
      this.#ended = renewing ? 'by us' : 'abnormally'
      const pace = renewing ? 'now' : paceOfEnd(close)
      // Where the broker closes on us at once, again and again, coming back at once only wears it out.
      const lasted = clock.mono() - openedAt
      if (lasted >= lasting[pace === 'busy' ? 'busy' : 'soon']) this.#setbacks = 0
      this.#lost(close.error, pace, { close, lasted, attempts })
    })
  }

  #lost(error: DeskError, asked: Pace, end?: SessionEnd): void {
    if (this.#stopped) return
    const { clock, log, random } = this.#o
    if (this.#attempts <= 1) log.warn(error.message, { code: error.code })
    if (end || asked === 'busy') this.#setbacks++
    this.#doubtNew = !end && !this.#doubtNew
    this.#o.closed(error, end)
    const pace = end && asked === 'soon' && this.#o.disputed?.() ? 'clone' : asked
    const outage = {
      attempts: this.#attempts,
      outage: clock.mono() - this.#downSince,
      pace,
      setbacks: this.#setbacks,
      spread: this.#o.spread?.() ?? 0,
    }
    this.#waits = true
    const wait = reconnectDelay(outage, random)
    this.#movesBy = clock.mono() + wait + longestAttempt
    this.#timer = clock.after(wait, () => void this.#attempt())
  }

  /** The newest settings; after a failure, every other time, the last that worked: the newest may be at fault. */
  #chooseSettings(): BrokerSettings {
    const newest = this.#o.settings()
    return this.#doubtNew && this.#good ? { ...this.#good, ...pickWill(newest) } : newest
  }

  #lookForRenewal(): void {
    this.#renewal = this.#o.clock.after(lookForRenewalEvery, () => this.#lookForRenewal())
    this.renew()
  }

  #readSettings(): BrokerSettings | undefined {
    try {
      return this.#o.settings()
    } catch (error) {
      // The session stands; files that cannot be read matter when it has to be renewed.
      this.#o.log.warn(toDeskError(error, 'DB-LNK-018', { files: '–' }).message)
      return undefined
    }
  }
}

function pickWill({ will }: BrokerSettings): Partial<BrokerSettings> {
  return will ? { will } : {}
}

function paceOfError(error: DeskError): Pace {
  return needsPeople.includes(error.code) ? 'slow' : paceOf(refusalBehind(error))
}

function paceOfEnd({ error, refusal }: CloseReason): Pace {
  return needsPeople.includes(error.code) ? 'slow' : paceOf(refusal)
}
