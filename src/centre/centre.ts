import type { Incoming } from '../broker/index.ts'
import {
  type CommandResult,
  type DeskConfig,
  type DeskTopics,
  defaultRoot,
  deskTopics,
  formatTime,
  type Provisioning,
  type ReleasesMessage,
  type WaitingMessage,
} from '../contract/index.ts'
import { type Clock, type Log, type Random, toDeskError } from '../core/index.ts'
import { type CommandDraft, type Commands, createCommands } from './commands.ts'
import { type GapWatch, watchGaps } from './gap-watch.ts'
import { createGreeter, type Greeter, type GreeterOptions } from './greeter.ts'
import { type Inbound, readInbound } from './inbound.ts'
import { createIntakeQueue, type IntakeQueue } from './intake-queue.ts'
import type { CentreOptions } from './options.ts'
import { createPresence, type Presence } from './presence.ts'
import { createReceiptGiver, type ReceiptGiver, receiptOf } from './receipts.ts'
import { createRecovery, type Recovery } from './recovery.ts'
import { createAnswering } from './requests.ts'
import type { DeskPresence, TakeResult } from './store/store.ts'
import { silentLog, systemClock, systemRandom } from './system.ts'
import { createTimeTeller, type TimeTeller } from './tell-time.ts'
import { openWire, type Wire } from './wire.ts'

/** The centre's end of the contract, for server teams. A desk is named `{centre}/{desk}`. */
export interface Centre {
  /**
   * Sends a command to a desk and resolves with what became of it; within 30 s unless `timeout` says other milliseconds.
   * @throws DeskError DB-CTR-003 no result in time, -004 not sent, -013 too many commands wait.
   */
  command(desk: string, command: CommandDraft, options?: { readonly timeout?: number }): Promise<CommandResult>
  /** Gives a desk its settings, which it keeps: how fast it drains, how it spreads its return. */
  configure(desk: string, config: DeskConfig): Promise<void>
  /** Gives a desk its signed configuration, which the broker keeps for it; see `recordPush`. */
  provision(desk: string, message: Provisioning): Promise<void>
  /** Tells a desk who waits, so that its officers can go on calling while the centre cannot be asked. */
  shareWaiting(desk: string, message: WaitingMessage): Promise<void>
  /** Tells all desks of a centre, e.g. `vinh-long`, what they may update to. */
  announceReleases(centre: string, message: ReleasesMessage): Promise<void>
  /** All desks that this centre has ever known, and how each was last heard of. */
  desks(): Promise<DeskPresence[]>
  /** Tries a dead letter again; see `deadLetters` of the store. */
  retry(deadLetter: number): Promise<'gone' | 'kept' | 'not-found'>
  /** Takes what has come, and ends. The store stays open. */
  stop(): Promise<void>
}

/** Connects to the broker and keeps taking facts until stopped. */
export function openCentre(options: CentreOptions): Centre {
  return new RunningCentre(options)
}

interface Surroundings {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

class RunningCentre implements Centre {
  readonly #o: CentreOptions & Surroundings & { readonly root: string }
  readonly #commands: Commands
  readonly #presence: Presence
  readonly #recovery: Recovery
  readonly #queue: IntakeQueue
  readonly #answer: (desk: string, request: unknown) => void
  readonly #time: TimeTeller
  readonly #gaps: GapWatch
  readonly #wire: Wire
  /** Of one session: what was given over an earlier one may not have arrived. */
  #giver: ReceiptGiver
  #greeter: Greeter | undefined

  constructor(options: CentreOptions) {
    const { store, clock = systemClock, random = systemRandom, log = silentLog, root = defaultRoot } = options
    this.#o = { ...options, clock, random, log, root }
    const surroundings = { store, clock, random, log }
    this.#commands = createCommands({
      ...surroundings,
      publish: (desk, command) => this.#wire.publish(this.#topics(desk).commands, command),
    })
    this.#presence = createPresence(store, clock, log)
    this.#recovery = createRecovery({
      ...surroundings,
      commands: this.#commands,
      told: ({ desk, epoch }) => this.#presence.stateOf(desk)?.receipted?.find((one) => one.epoch === epoch)?.upTo,
      takeBack: (end) => this.#giver.give([receiptOf(end)]),
    })
    this.#giver = this.#newGiver()
    this.#queue = createIntakeQueue({ ...surroundings, taken: (result) => this.#taken(result) })
    this.#answer = createAnswering({
      ...surroundings,
      heard: (desk, request) => options.request?.(desk, request),
      handler: options.answer,
      send: this.#commands.send,
    })
    this.#time = createTimeTeller(clock, (centre, now) => {
      const { time } = deskTopics(centre, '+', root)
      // Those who could not be told are told the next time.
      this.#wire.publish(time, { time: formatTime(now) }).catch(() => undefined)
    })
    this.#gaps = watchGaps({
      ...surroundings,
      remind: (gaps) => void this.#remind(gaps.map(({ desk }) => desk)),
      report: (gap) => options.gap?.(gap),
    })
    this.#wire = this.#openWire()
  }

  command(desk: string, command: CommandDraft, { timeout }: { readonly timeout?: number } = {}) {
    return this.#commands.send(desk, command, timeout)
  }

  async configure(desk: string, config: DeskConfig) {
    await this.#wire.publish(this.#topics(desk).config, config, 'retain')
  }

  async provision(desk: string, message: Provisioning) {
    await this.#wire.publish(this.#topics(desk).provision, message, 'retain')
  }

  async shareWaiting(desk: string, message: WaitingMessage) {
    await this.#wire.publish(this.#topics(desk).waiting, message, 'retain')
  }

  async announceReleases(centre: string, message: ReleasesMessage) {
    await this.#wire.publish(deskTopics(centre, '+', this.#o.root).release, message, 'retain')
  }

  desks() {
    return this.#presence.list()
  }

  async retry(deadLetter: number) {
    const { outcome, taken } = await this.#o.store.retry(deadLetter)
    this.#taken(taken)
    return outcome
  }

  async stop() {
    for (const part of [this.#gaps, this.#time, this.#recovery, this.#commands]) part.stop()
    this.#wire.stopFacts()
    await this.#queue.stop()
    this.#wire.stop()
    await this.#presence.stop()
  }

  #topics(desk: string): DeskTopics {
    const [centre = '', name = ''] = desk.split('/')
    return deskTopics(centre, name, this.#o.root)
  }

  #openWire(): Wire {
    return openWire({
      ...this.#o,
      group: this.#o.group,
      facts: (incoming) => this.#receive(incoming),
      others: (incoming) => this.#receive(incoming),
      opened: () => {
        this.#giver = this.#newGiver()
      },
      changed: (online) => {
        this.#greeter = online ? this.#greetAll() : undefined
        this.#o.connected?.(online)
      },
      failed: (error) => this.#o.failed?.(error),
    })
  }

  #newGiver(): ReceiptGiver {
    const { store, log, group } = this.#o
    const publish: Parameters<typeof createReceiptGiver>[0]['publish'] = (desk, receipt) =>
      this.#wire.publish(this.#topics(desk).receipts, receipt, 'retain')
    return createReceiptGiver({ store, log, group, publish })
  }

  /** A desk begins to send when it is greeted, so that waits until facts are heard. */
  #greetAll(): Greeter {
    const { store, log } = this.#o
    const give: GreeterOptions['give'] = (receipts) => this.#giver.give(receipts)
    const greeter = createGreeter({ store, log, give, lost: this.#recovery.begin })
    for (const { desk, state } of this.#presence.online()) greeter.said(desk, state)
    return greeter
  }

  /** A receipt that says nothing new tells a desk that what it sent behind it has not arrived. */
  async #remind(desks: readonly string[]): Promise<void> {
    try {
      await this.#giver.give((await this.#o.store.ends(desks)).map(receiptOf))
    } catch (error) {
      // A desk that hears nothing sends everything again by itself, only later.
      this.#o.log.warn(toDeskError(error, 'DB-CTR-009').message)
    }
  }

  #taken({ receipts, applied, tombstones, deadLetters }: TakeResult): void {
    void this.#giver.give(receipts)
    if (applied.length > 0) this.#o.applied?.(applied)
    if (tombstones.length > 0) this.#o.tombstones?.(tombstones)
    if (deadLetters.length > 0) this.#o.deadLetters?.(deadLetters)
  }

  async #receive(incoming: Incoming): Promise<void> {
    const inbound = readInbound(incoming, this.#o.root)
    if (!inbound || this.#o.refuses?.(inbound.desk)) return
    this.#time.meet(inbound.centre)
    if (inbound.when === 'now' && inbound.kind !== 'state') this.#presence.heard(inbound.desk)
    // Acknowledged before it is stored: the receipt, not the PUBACK, is the desk's proof, and waiting for a transaction
    // for each fact would drain a backlog one fsync at a time.
    if (inbound.kind === 'fact') await this.#queue.push({ desk: inbound.desk, payload: inbound.payload })
    else this.#dispatch(inbound)
  }

  #dispatch(inbound: Exclude<Inbound, { kind: 'fact' }>): void {
    const { desk } = inbound
    switch (inbound.kind) {
      case 'request':
        this.#answer(desk, inbound.request)
        break
      case 'result': {
        const kind = this.#commands.settle(desk, inbound.result)
        if (kind !== 'repeated') this.#o.result?.(desk, inbound.result, kind)
        break
      }
      case 'state':
        this.#presence.said(desk, inbound.state, inbound.when)
        if (inbound.state.online) this.#greeter?.said(desk, inbound.state)
        if (inbound.state.online && inbound.when === 'now') this.#time.welcome(inbound.centre)
        this.#o.state?.(desk, inbound.state)
        break
      case 'devices':
        this.#o.devices?.(desk, inbound.message)
        break
      case 'counters':
        this.#o.counters?.(desk, inbound.message)
        break
    }
  }
}
