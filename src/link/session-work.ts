import type { BrokerSession, Incoming } from '../broker/index.ts'
import type { Command, DeskState, DeskTopics, DeviceHealth, Receipt, Request } from '../contract/index.ts'
import { type Clock, type Log, type Timer, toDeskError } from '../core/index.ts'
import type { Journal } from '../journal/index.ts'
import type { ClockJudge } from './clock-quality.ts'
import { readInbound } from './inbound.ts'
import { Sender } from './sender.ts'
import { Watchdog } from './watchdog.ts'

/** What the work of one session needs. */
export interface SessionWorkOptions {
  readonly session: BrokerSession
  readonly topics: DeskTopics
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly judge: ClockJudge
  readonly receipts: 'centre' | 'none'
  readonly after: 'clean' | 'abnormal'
  state(): Promise<DeskState>
  command(command: Command): void
}

/** How long a new session waits for the retained receipt before its first fact. */
const receiptWait = 250
/** The state is published again this long after it changed. */
const stateEvery = 5_000

/** All that happens between one CONNACK and the end of its connection. */
export class SessionWork {
  readonly #o: SessionWorkOptions
  readonly #sender: Sender
  readonly #watchdog: Watchdog
  #ready = false
  #sendingResults = false
  #moreResults = false
  #stateDue: Timer | undefined
  #starting: Timer | undefined
  #ended = false

  constructor(options: SessionWorkOptions) {
    this.#o = options
    const { session, journal, topics, clock, log, after, receipts } = options
    this.#sender = new Sender({ session, delivery: journal.delivery, topic: topics.facts, clock, log, after, receipts })
    this.#watchdog = new Watchdog(session, this.#sender, clock, log)
    void this.#begin()
  }

  /** There may be facts or results to send. */
  wake(): void {
    if (!this.#ready || this.#ended) return
    this.#sender.wake()
    this.#watchdog.wake()
    this.#sendResults()
    this.#stateChanged()
  }

  /** Publishes a request now. The window does not apply: an officer is waiting. */
  request(request: Request): void {
    this.#publish(this.#o.topics.requests, request)
  }

  devices(devices: readonly DeviceHealth[]): void {
    this.#publish(this.#o.topics.devices, { devices }, 'retain')
  }

  publishState(state: DeskState): Promise<void> {
    return this.#publish(this.#o.topics.state, state, 'retain')
  }

  /** Takes a message from the broker; it is acknowledged when this resolves. */
  async receive(incoming: Incoming): Promise<void> {
    const { topics, log, judge, journal } = this.#o
    const inbound = readInbound(incoming, topics, log)
    switch (inbound.kind) {
      case 'receipt':
        return await this.#receipt(inbound.receipt)
      case 'command':
        return await this.#command(inbound.command)
      case 'refused-command':
        await journal.results.repeat(JSON.stringify({ id: inbound.id, state: 'refused', error: 'malformed' }))
        return this.#sendResults()
      case 'time':
        return judge.heard(inbound.message.time)
      case 'other':
        return
    }
  }

  end(): void {
    this.#ended = true
    this.#starting?.cancel()
    this.#stateDue?.cancel()
    this.#sender.end()
    this.#watchdog.end()
  }

  async #begin(): Promise<void> {
    const { session, topics, clock, state } = this.#o
    try {
      await session.subscribe([topics.receipts, topics.commands, topics.time])
      await this.publishState(await state())
    } catch (error) {
      this.#o.log.warn(toDeskError(error, 'DB-LNK-007').message)
      return session.end()
    }
    if (!this.#ended) this.#starting = clock.after(receiptWait, () => this.#start())
  }

  #start(): void {
    if (this.#ready || this.#ended) return
    this.#ready = true
    this.wake()
  }

  async #receipt(receipt: Receipt): Promise<void> {
    const verdict = await this.#o.journal.delivery.receipt(receipt)
    if (verdict.kind === 'marked') {
      this.#watchdog.progress()
      this.#sender.receipted(verdict.upTo)
    }
    if (verdict.kind === 'foreign') this.#sender.restart()
    this.#start()
  }

  async #command(command: Command): Promise<void> {
    const acceptance = await this.#o.journal.inbox.accept(command)
    if (acceptance.kind === 'new') this.#o.command(command)
    if (acceptance.kind === 'settled') {
      await this.#o.journal.results.repeat(JSON.stringify(acceptance.result))
      this.#sendResults()
    }
  }

  #sendResults(): void {
    if (this.#ended) return
    if (this.#sendingResults) {
      this.#moreResults = true
      return
    }
    this.#sendingResults = true
    void this.#drainResults().finally(() => {
      this.#sendingResults = false
    })
  }

  async #drainResults(): Promise<void> {
    const { results } = this.#o.journal
    try {
      do {
        this.#moreResults = false
        for (const { number, body } of await results.waiting(32)) {
          await this.#o.session.publish(this.#o.topics.results, body)
          await results.taken(number)
          this.#moreResults = true
        }
      } while (this.#moreResults && !this.#ended)
    } catch (error) {
      // The rows are still there; the next session sends them.
      this.#o.log.debug(toDeskError(error, 'DB-LNK-007').message)
    }
  }

  #stateChanged(): void {
    this.#stateDue ??= this.#o.clock.after(stateEvery, () => {
      this.#stateDue = undefined
      void this.#o.state().then((state) => (this.#ended ? undefined : this.publishState(state)))
    })
  }

  async #publish(topic: string, value: unknown, retain?: 'retain'): Promise<void> {
    try {
      await this.#o.session.publish(topic, JSON.stringify(value), retain)
    } catch (error) {
      this.#o.log.debug(toDeskError(error, 'DB-LNK-007').message, { topic })
    }
  }
}
