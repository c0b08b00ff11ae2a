import type { BrokerSession } from '../broker/index.ts'
import { type Clock, DeskError, type Log, type Timer } from '../core/index.ts'
import type { Alarms } from './alarms.ts'
import type { Outlet } from './outlet.ts'
import type { Sender } from './sender.ts'

/** What a {@link Watchdog} watches. */
export interface WatchdogOptions {
  readonly session: BrokerSession
  readonly outlet: Outlet
  readonly sender: Sender
  readonly clock: Clock
  readonly log: Log
  readonly alarms: Alarms
  /** The connection stopped moving, or moves again. */
  stalled(state: 'stalled' | 'moving'): void
}

const lateAcknowledgement = 5_000
const lateAnswer = 2_000
const hopelessAcknowledgement = 30_000
const lateReceipt = 30_000
const latestResend = 600_000
/** A centre that has confirmed nothing for so long is something to tell people. */
const worrying = 120_000
/** How long facts may be on their way to a centre that has just said where it stands. */
const onTheirWay = 1_000
/** Looks are not worth a timer for less. */
const soonest = 50

/**
 * Believes in nothing but progress: a session without acknowledgements is pinged, one that does not answer or does not
 * move is ended, and facts without receipts are sent again. Sleeps while nothing is outstanding.
 */
export class Watchdog {
  readonly #o: WatchdogOptions
  #timer: Timer | undefined
  #lookAt = Infinity
  #answerDue: Timer | undefined
  #pingedAt = -Infinity
  #progressAt = -Infinity
  #resendAfter = lateReceipt
  /** When the centre said again where it stands, until that has led to something. */
  #hurriedAt: number | undefined
  #hurried = false
  #stalled = false
  /** Messages from the broker that are being taken, and when the last one that took long ended. */
  #taking = 0
  #tookAt: number

  constructor(options: WatchdogOptions) {
    this.#o = options
    this.#tookAt = options.clock.mono()
    options.outlet.onSent(() => this.#lookIn(lateAcknowledgement))
  }

  /** A receipt made progress. */
  progress(): void {
    this.#progressAt = this.#o.clock.mono()
    this.#resendAfter = lateReceipt
    this.#hurriedAt = undefined
    this.#hurried = false
  }

  /**
   * The centre said again what it had said before: it has started anew, and what it had taken from the broker but not
   * into its database is gone. Whatever is not on its way any more goes out soon, once; were the centre only slow, this
   * costs it some duplicates.
   */
  repeated(): void {
    if (this.#hurried || this.#o.sender.unreceipted === 0) return
    this.#hurried = true
    this.#hurriedAt = this.#o.clock.mono()
    this.#lookIn(onTheirWay)
  }

  /** While a message is taken nothing else is read from the broker, so a slow disk of ours must not count as its silence. */
  async while(taking: Promise<void>): Promise<void> {
    const began = this.#o.clock.mono()
    this.#taking++
    try {
      await taking
    } finally {
      this.#taking--
      const now = this.#o.clock.mono()
      // A short one hid nothing, and the centre's time alone comes often enough to excuse a broker for ever.
      if (now - began >= lateAnswer) this.#tookAt = now
    }
  }

  end(): void {
    this.#o.outlet.onSent(() => undefined)
    this.#timer?.cancel()
    this.#answerDue?.cancel()
  }

  /** Looks after so many milliseconds at the latest. */
  #lookIn(ms: number): void {
    const at = this.#o.clock.mono() + Math.max(soonest, ms)
    if (at >= this.#lookAt) return
    this.#timer?.cancel()
    this.#lookAt = at
    this.#timer = this.#o.clock.after(Math.max(soonest, ms), () => this.#look())
  }

  #look(): void {
    this.#lookAt = Infinity
    const now = this.#o.clock.mono()
    const silence = this.#silence(now)
    if (silence !== undefined && silence >= hopelessAcknowledgement) {
      this.#o.session.end(new DeskError('DB-LNK-011', { ms: Math.round(silence) }))
      return
    }
    const late = silence !== undefined && silence >= lateAcknowledgement
    if (late && now - this.#pingedAt >= lateAcknowledgement) this.#ping(now)
    if (!late && this.#taking === 0) this.#tell('moving')
    if (now >= this.#resendAt()) this.#resend(now)
    this.#lookAgain(now, silence)
  }

  /** How long the broker has owed an answer, undefined while it owes none. */
  #silence(now: number): number | undefined {
    const since = this.#o.outlet.waitingSince
    if (since === undefined) return undefined
    return this.#taking > 0 ? 0 : now - Math.max(since, this.#tookAt)
  }

  #lookAgain(now: number, silence: number | undefined): void {
    const next: number[] = []
    if (silence !== undefined) {
      const bound = silence < lateAcknowledgement ? lateAcknowledgement : hopelessAcknowledgement
      next.push(Math.min(bound - silence, lateAcknowledgement))
    }
    next.push(this.#resendAt() - now)
    const soonestDue = Math.min(...next)
    if (soonestDue < Infinity) this.#lookIn(soonestDue)
  }

  /** When facts go out again for want of a receipt. */
  #resendAt(): number {
    const since = this.#o.sender.unreceiptedSince
    if (since === undefined) return Infinity
    if (this.#hurriedAt !== undefined) return Math.max(this.#hurriedAt, since) + onTheirWay
    return Math.max(this.#progressAt, since) + this.#resendAfter
  }

  #resend(now: number): void {
    const { sender, log, alarms } = this.#o
    if (this.#resendAfter >= worrying) alarms.raise(new DeskError('DB-LNK-023', { count: sender.unreceipted }))
    log.warn('no receipt, sending again', { count: sender.unreceipted })
    if (this.#hurriedAt === undefined) this.#resendAfter = Math.min(this.#resendAfter * 2, latestResend)
    this.#hurriedAt = undefined
    this.#progressAt = now
    sender.restart()
  }

  #ping(now: number): void {
    const { session, clock } = this.#o
    this.#pingedAt = now
    this.#tell('stalled')
    this.#answerDue ??= clock.after(lateAnswer, () => {
      this.#answerDue = undefined
      if (this.#taking > 0) return
      session.end(new DeskError('DB-LNK-020', { ms: lateAnswer }))
    })
    void session.ping().then(() => {
      this.#answerDue?.cancel()
      this.#answerDue = undefined
    })
  }

  #tell(state: 'stalled' | 'moving'): void {
    if (this.#stalled === (state === 'stalled')) return
    this.#stalled = state === 'stalled'
    this.#o.stalled(state)
  }
}
