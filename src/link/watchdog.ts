import type { BrokerSession } from '../broker/index.ts'
import type { Clock, Log, Timer } from '../core/index.ts'
import type { Sender } from './sender.ts'

const look = 1_000
const lateAcknowledgement = 5_000
const lateAnswer = 2_000
const hopelessAcknowledgement = 30_000
const lateReceipt = 30_000
const latestResend = 600_000

/**
 * Believes in nothing but progress: a session without acknowledgements is pinged, one that does not answer or does not
 * move is ended, and facts without receipts are sent again. Sleeps while nothing is outstanding.
 */
export class Watchdog {
  readonly #session: BrokerSession
  readonly #sender: Sender
  readonly #clock: Clock
  readonly #log: Log
  #timer: Timer | undefined
  #answerDue: Timer | undefined
  #receiptSince: number
  #resendAfter = lateReceipt

  constructor(session: BrokerSession, sender: Sender, clock: Clock, log: Log) {
    this.#session = session
    this.#sender = sender
    this.#clock = clock
    this.#log = log
    this.#receiptSince = clock.mono()
  }

  /** Something was sent or may be: look again while it is under way. */
  wake(): void {
    if (!this.#timer && this.#sender.unreceipted === 0) this.#receiptSince = this.#clock.mono()
    this.#timer ??= this.#clock.after(look, () => this.#look())
  }

  /** A receipt made progress. */
  progress(): void {
    this.#receiptSince = this.#clock.mono()
    this.#resendAfter = lateReceipt
  }

  end(): void {
    this.#timer?.cancel()
    this.#answerDue?.cancel()
  }

  #look(): void {
    this.#timer = undefined
    const now = this.#clock.mono()
    const since = this.#sender.waitingSince
    if (since !== undefined && now - since >= hopelessAcknowledgement) {
      this.#giveUp('no acknowledgement')
      return
    }
    if (since !== undefined && now - since >= lateAcknowledgement && !this.#answerDue) this.#ping()
    if (this.#sender.unreceipted > 0 && now - this.#receiptSince >= this.#resendAfter) this.#resend(now)
    if (since !== undefined || this.#sender.unreceipted > 0) this.wake()
  }

  #resend(now: number): void {
    this.#log.warn('no receipt, sending again', { count: this.#sender.unreceipted, ms: now - this.#receiptSince })
    this.#receiptSince = now
    this.#resendAfter = Math.min(this.#resendAfter * 2, latestResend)
    this.#sender.restart()
  }

  #ping(): void {
    this.#answerDue = this.#clock.after(lateAnswer, () => this.#giveUp('no answer to ping'))
    void this.#session.ping().then(() => {
      this.#answerDue?.cancel()
      this.#answerDue = undefined
    })
  }

  #giveUp(reason: string): void {
    this.#log.warn('dead connection', { reason })
    this.#session.end()
  }
}
