import { formatReason, publishRefusal } from '../broker/index.ts'
import { type Clock, DeskError, type Log, type Random, type Timer, toDeskError } from '../core/index.ts'
import type { Results } from '../journal/index.ts'
import type { Lessons } from './lessons.ts'
import type { Outlet } from './outlet.ts'
import { setBack } from './setback.ts'

/** What a {@link ResultSender} needs. */
export interface ResultSenderOptions {
  readonly outlet: Outlet
  readonly results: Results
  readonly topic: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly lessons: Lessons
}

const pageSize = 32

/** Sends what became of commands, one result at a time; each is a row in the journal until the broker has it. */
export class ResultSender {
  readonly #o: ResultSenderOptions
  #sending = false
  #more = false
  #ended = false
  #pause: Timer | undefined

  constructor(options: ResultSenderOptions) {
    this.#o = options
  }

  /** There may be results. Cheap to call too often. */
  wake(): void {
    if (this.#ended || this.#pause) return
    this.#more = true
    if (!this.#sending) void this.#send()
  }

  end(): void {
    this.#ended = true
    this.#pause?.cancel()
  }

  async #send(): Promise<void> {
    this.#sending = true
    try {
      while (this.#more && !this.#ended) {
        this.#more = false
        for (const { number, body } of await this.#o.results.waiting(pageSize)) {
          await this.#publish(body)
          await this.#o.results.taken(number)
          this.#more = true
        }
      }
    } catch (error) {
      this.#failed(error)
    } finally {
      this.#sending = false
    }
  }

  /** A result that the broker will never take gives way: the centre's time-out tells it what the result would have. */
  async #publish(body: string): Promise<void> {
    const { outlet, topic, log } = this.#o
    try {
      await outlet.publish(topic, body, 'ordinary')
    } catch (error) {
      const said = publishRefusal(error)
      if (said?.refusal !== 'too-large' && said?.refusal !== 'unacceptable') throw error
      const lost = new DeskError('DB-LNK-021', { reason: formatReason(said.code) })
      log.error(lost.message, { code: lost.code, topic })
    }
  }

  /** The rows are still there: this session tries again later, or the next one does. */
  #failed(error: unknown): void {
    const { clock, random, lessons, log } = this.#o
    const said = publishRefusal(error)
    log.debug(toDeskError(error, 'DB-LNK-007').message)
    if (this.#ended) return
    const trouble = said?.refusal === 'forbidden' || said?.refusal === 'pressure' ? said.refusal : 'transient'
    const { setback, wait } = setBack(lessons.results, trouble, clock.mono(), random)
    lessons.results = setback
    this.#pause = clock.after(wait, () => {
      this.#pause = undefined
      this.wake()
    })
  }
}
