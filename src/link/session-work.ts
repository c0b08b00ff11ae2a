import type { BrokerSession, Incoming, SessionEnd } from '../broker/index.ts'
import type {
  Command,
  CountersMessage,
  DeskState,
  DeskTopics,
  DeviceHealth,
  Provisioning,
  Receipt,
  ReleasesMessage,
  Request,
} from '../contract/index.ts'
import { type Clock, type Log, type Random, type Timer, toDeskError } from '../core/index.ts'
import type { Journal } from '../journal/index.ts'
import type { Alarms } from './alarms.ts'
import type { ClockJudge } from './clock-quality.ts'
import { afterSession } from './eviction.ts'
import { type Inbound, readInbound } from './inbound.ts'
import { closedFor, type Lessons } from './lessons.ts'
import { Outlet } from './outlet.ts'
import { ResultSender } from './result-sender.ts'
import { Sender } from './sender.ts'
import type { SiteConfig } from './site-config.ts'
import { afterEnd } from './suspicion.ts'
import type { WaitingList } from './waiting-list.ts'
import { Watchdog } from './watchdog.ts'

/** What the work of one session needs. */
export interface SessionWorkOptions {
  readonly session: BrokerSession
  readonly topics: DeskTopics
  readonly journal: Journal
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly judge: ClockJudge
  readonly alarms: Alarms
  readonly lessons: Lessons
  readonly site: SiteConfig
  readonly waiting: WaitingList
  readonly receipts: 'centre' | 'none'
  readonly after: 'clean' | 'abnormal'
  state(): Promise<DeskState>
  command(command: Command): void
  /** The centre gives this desk a configuration. Resolves when it is on disk or refused. */
  provision(message: Provisioning): Promise<void>
  /** The centre says what the desk may update to. */
  releases(message: ReleasesMessage): void
  /** The centre said something just now. */
  heard(): void
  /** Whether anything moves may have changed. */
  changed(): void
}

/** How long a new session waits for the retained receipt before its first fact. */
const receiptWait = 250
/** The state is published again this long after it changed. */
const stateEvery = 5_000

/** All that happens between one CONNACK and the end of its connection. */
export class SessionWork {
  readonly #o: SessionWorkOptions
  readonly #outlet: Outlet
  readonly #sender: Sender
  readonly #results: ResultSender
  readonly #watchdog: Watchdog
  readonly #stopListening: () => void
  #welcomed = false
  #heardReceipt = false
  #stalled = false
  #ready = false
  #stateDue: Timer | undefined
  #starting: Timer | undefined
  #ended = false

  constructor(options: SessionWorkOptions) {
    this.#o = options
    const { session, journal, topics, clock, log, alarms, site } = options
    const outlet = new Outlet(session, clock)
    this.#outlet = outlet
    this.#sender = new Sender({
      ...options,
      outlet,
      delivery: journal.delivery,
      topic: topics.facts,
      drainRate: () => site.current()?.pacing?.drainRate,
    })
    this.#results = new ResultSender({ ...options, outlet, results: journal.results, topic: topics.results })
    this.#watchdog = new Watchdog({
      session,
      outlet,
      sender: this.#sender,
      clock,
      log,
      alarms,
      stalled: (state) => this.#tell(state),
    })
    this.#stopListening = journal.delivery.onReplay(() => this.#sender.restart())
    void this.#begin()
  }

  /** Whether the broker has taken what we said at the start. */
  get isWelcomed(): boolean {
    return this.#welcomed
  }

  /** Whether it has not stopped answering since, either. */
  get isMoving(): boolean {
    return this.#welcomed && !this.#stalled
  }

  /** There may be facts or results to send. */
  wake(): void {
    if (!this.#ready || this.#ended) return
    this.#sender.wake()
    this.#results.wake()
    this.#stateChanged()
  }

  /** Publishes a request now. The window does not apply: an officer is waiting. */
  request(request: Request): void {
    void this.#publish(this.#o.topics.requests, request, 'urgent')
  }

  devices(devices: readonly DeviceHealth[]): void {
    void this.#publish(this.#o.topics.devices, { devices }, 'ordinary', 'retain')
  }

  counters(message: CountersMessage): void {
    void this.#publish(this.#o.topics.counters, message, 'ordinary', 'retain')
  }

  /** Says soon how the desk is. */
  restate(): void {
    if (this.#ready && !this.#ended) this.#stateChanged()
  }

  publishState(state: DeskState): Promise<void> {
    return this.#publish(this.#o.topics.state, state, 'ordinary', 'retain')
  }

  /** Takes a message from the broker; it is acknowledged when this resolves. Waits for the disk at most, never for the broker. */
  receive(incoming: Incoming): Promise<void> {
    return this.#watchdog.while(this.#take(incoming))
  }

  /** Ends the work of a session, and learns from how it ended. */
  end(how?: SessionEnd): void {
    if (how) this.#learn(how)
    this.#ended = true
    this.#starting?.cancel()
    this.#stateDue?.cancel()
    this.#stopListening()
    this.#sender.end()
    this.#results.end()
    this.#watchdog.end()
  }

  #learn(how: SessionEnd): void {
    const { lessons, clock } = this.#o
    const now = clock.mono()
    const { close } = how
    const inFlight = this.#sender.underWay()
    const others = this.#outlet.others > 0 ? 'some' : 'none'
    lessons.suspicion = afterEnd(lessons.suspicion, { close, inFlight, others, now })
    closedFor(lessons, close.refusal, this.#sender.limit, now)
    const during = inFlight.length > 0 || !this.#welcomed ? 'a fact under way' : 'silence'
    lessons.evictions = afterSession(lessons.evictions, how, during)
  }

  async #begin(): Promise<void> {
    const { topics, clock, state, session } = this.#o
    try {
      const now = JSON.stringify(await state())
      await Promise.all([
        this.#outlet.subscribe([topics.receipts, topics.commands, topics.config, topics.waiting, topics.release], 1),
        // What time it was while we were away is of no use, so the broker need not keep it for us.
        this.#outlet.subscribe([topics.time], 0),
        this.#outlet.publish(topics.state, now, 'ordinary', 'retain'),
      ])
    } catch (error) {
      return session.end(toDeskError(error, 'DB-LNK-022'))
    }
    if (this.#ended) return
    // A broker whose rules are older than this topic may refuse it, which must not keep the desk away.
    this.#outlet.subscribe([topics.provision], 1).catch((error: unknown) => this.#warn(error, topics.provision))
    this.#welcomed = true
    this.#o.changed()
    if (this.#heardReceipt) this.#start()
    else this.#starting = clock.after(receiptWait, () => this.#start())
  }

  #start(): void {
    if (this.#ready || this.#ended || !this.#welcomed) return
    this.#ready = true
    this.#sender.start()
    this.wake()
  }

  async #take(incoming: Incoming): Promise<void> {
    const { topics, log } = this.#o
    const inbound = readInbound(incoming, topics, log)
    // What is retained may have been said long ago, by a centre that is gone.
    if (inbound.kind !== 'other' && !incoming.retained) this.#o.heard()
    await this.#heed(inbound, incoming)
  }

  async #heed(inbound: Inbound, incoming: Incoming): Promise<void> {
    const { judge, journal, site, waiting } = this.#o
    switch (inbound.kind) {
      case 'receipt':
        return await this.#receipt(inbound.receipt, incoming)
      case 'command':
        return await this.#command(inbound.command)
      case 'refused-command':
        await journal.results.repeat(JSON.stringify({ id: inbound.id, state: 'refused', error: 'malformed' }))
        return this.#results.wake()
      case 'time':
        return judge.heard(inbound.message.time)
      case 'config':
        return await site.take(inbound.config)
      case 'waiting':
        return await waiting.take(inbound.message)
      case 'provision':
        return await this.#o.provision(inbound.message)
      case 'releases':
        return this.#o.releases(inbound.message)
      case 'other':
        return
    }
  }

  async #receipt(receipt: Receipt, { retained }: Incoming): Promise<void> {
    const verdict = await this.#o.journal.delivery.receipt(receipt)
    if (verdict.kind === 'marked') {
      this.#watchdog.progress()
      this.#o.alarms.clear('DB-LNK-023')
      this.#sender.receipted(verdict.upTo)
    }
    if (verdict.kind === 'foreign') this.#sender.restart()
    // A centre that is restored from a backup learns from the retained state what it once had.
    if (verdict.kind !== 'nothing') this.#stateChanged()
    if (verdict.kind === 'nothing' && !retained) this.#watchdog.repeated()
    this.#heardReceipt = true
    this.#start()
  }

  async #command(command: Command): Promise<void> {
    const acceptance = await this.#o.journal.inbox.accept(command)
    if (acceptance.kind === 'new') this.#o.command(command)
    if (acceptance.kind === 'settled') {
      await this.#o.journal.results.repeat(JSON.stringify(acceptance.result))
      this.#results.wake()
    }
  }

  #tell(state: 'stalled' | 'moving'): void {
    this.#stalled = state === 'stalled'
    this.#o.changed()
  }

  #stateChanged(): void {
    this.#stateDue ??= this.#o.clock.after(stateEvery, () => {
      this.#stateDue = undefined
      void this.#o.state().then(
        (state) => (this.#ended ? undefined : this.publishState(state)),
        (error: unknown) => this.#o.log.warn(toDeskError(error, 'DB-JRN-002').message),
      )
    })
  }

  async #publish(topic: string, value: unknown, urgency: 'urgent' | 'ordinary', retain?: 'retain'): Promise<void> {
    try {
      await this.#outlet.publish(topic, JSON.stringify(value), urgency, retain)
    } catch (error) {
      this.#warn(error, topic)
    }
  }

  #warn(error: unknown, topic: string): void {
    this.#o.log.warn(toDeskError(error, 'DB-LNK-007').message, { topic })
  }
}
