import {
  type BrokerSession,
  type BrokerSettings,
  type Keeper,
  keepConnected,
  type SessionEnd,
} from '../broker/index.ts'
import {
  type Command,
  type CountersMessage,
  type DeskConfig,
  type DeskState,
  type DeskTopics,
  type DeviceHealth,
  deskTopics,
  type Provisioning,
  type ReleasesMessage,
  type Request,
  type WaitingMessage,
} from '../contract/index.ts'
import {
  type Clock,
  type ClockQuality,
  DeskError,
  type ErrorCode,
  type Log,
  type Random,
  type Timer,
} from '../core/index.ts'
import type { Journal } from '../journal/index.ts'
import { Alarms } from './alarms.ts'
import { type ClockJudge, judgeClock } from './clock-quality.ts'
import { EarlyRequests } from './early-requests.ts'
import { newLessons } from './lessons.ts'
import { SessionWork } from './session-work.ts'
import { openSiteConfig, type SiteConfig } from './site-config.ts'
import { openWaitingList, type WaitingList } from './waiting-list.ts'

/** The one way to the centre. Nothing else in the program can publish. */
export interface Link {
  /**
   * Publishes a request if the centre can be reached now; it is never stored and never sent again. While the first
   * connection is being made it waits for that as long as somebody waits for the answer.
   */
  request(request: Request): void
  /** Says what is attached. */
  devices(devices: readonly DeviceHealth[]): void
  /** Says what the counters show now. */
  counters(message: CountersMessage): void
  status(): LinkStatus
  /** Whether it connects or waits for its time to: false only when that hangs. */
  isAtWork(): boolean
  clockQuality(): ClockQuality
  /** Says soon how the desk is: what {@link LinkOptions.about} says has changed. */
  restate(): void
  /** Milliseconds by which the wall clock was ahead of the centre's when that was last heard. */
  clockAhead(): number | undefined
  /** Looks at once whether certificate files were replaced; else it looks every minute. */
  renew(): void
  stop(): Promise<void>
}

/** How the connection is. */
export interface LinkStatus {
  /** Whether messages move, which is more than that a connection stands. */
  readonly online: boolean
  /**
   * `stalled`: a connection stands, but its broker owes answers. `refused`: the broker, or a certificate, says no; people
   * must act, the desk goes on buffering and trying.
   */
  readonly state: 'online' | 'connecting' | 'stalled' | 'offline' | 'refused'
  readonly protocol: string | undefined
  /** Why not, when offline. */
  readonly error: DeskError | undefined
  /** What people must be told beside that, e.g. that another PC has our name. */
  readonly alarms: readonly DeskError[]
}

/** What the centre says beside commands, for those who want to know. */
export interface CentreListener {
  /** Newer settings of the centre are in force and on disk. */
  config(config: DeskConfig): void
  /** The centre says who waits. */
  waiting(message: WaitingMessage): void
  /** A message came that the centre sent just now: it is there. */
  heard(): void
  /** The centre gives this desk a configuration. Resolves when it is on disk or refused. */
  provision?(message: Provisioning): Promise<void>
  /** The centre says what the desk may update to; with every connection again. */
  releases?(message: ReleasesMessage): void
}

/** What the link needs. */
export interface LinkOptions {
  readonly centre: string
  readonly desk: string
  readonly root: string
  readonly version: string
  readonly receipts: 'centre' | 'none'
  broker(): Omit<BrokerSettings, 'will'>
  readonly journal: Journal
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** A command is in the inbox. */
  command(command: Command): void
  readonly listener?: CentreListener
  /** What the desk's state says beside what the journal knows. */
  about?(): Pick<DeskState, 'provision' | 'updates'>
  /** The connection came or went, or an alarm did. */
  changed(status: LinkStatus): void
}

const goodbye = 500
/** Another PC with our name is told of for so long after it was last felt. */
const cloneRemembered = 3_600_000
/** Errors that last until somebody changes something. */
const refusals: readonly ErrorCode[] = [
  'DB-IDN-001',
  'DB-IDN-002',
  'DB-IDN-015',
  'DB-LNK-002',
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

/** Connects to the centre and delivers until stopped. */
export function createLink(options: LinkOptions): Link {
  return new CentreLink(options)
}

class CentreLink implements Link {
  readonly #o: LinkOptions
  readonly #topics: DeskTopics
  readonly #judge: ClockJudge
  readonly #site: SiteConfig
  readonly #waiting: WaitingList
  readonly #alarms: Alarms
  readonly #lessons = newLessons()
  readonly #early: EarlyRequests
  /** No connection has ended yet. */
  #isFirst = true
  readonly #keeper: Keeper
  readonly #stopListening: () => void
  #work: SessionWork | undefined
  #devices: readonly DeviceHealth[] = []
  #counters: CountersMessage | undefined
  #error: DeskError | undefined
  #cloneForgotten: Timer | undefined
  #told: LinkStatus['state'] | undefined
  #stopped = false

  constructor(options: LinkOptions) {
    this.#o = options
    const { journal, clock, log, version } = options
    this.#topics = deskTopics(options.centre, options.desk, options.root)
    this.#judge = judgeClock(clock)
    this.#early = new EarlyRequests(clock)
    this.#site = openSiteConfig(journal, log, (config) => options.listener?.config(config))
    this.#waiting = openWaitingList(journal, log, (message) => options.listener?.waiting(message))
    this.#alarms = new Alarms(log, () => queueMicrotask(() => this.#changed()))
    const will = { topic: this.#topics.state, payload: JSON.stringify({ online: false, version }) }
    this.#keeper = keepConnected({
      ...options,
      settings: () => ({ ...options.broker(), will }),
      spread: () => this.#site.current()?.pacing?.reconnectSpread ?? 0,
      disputed: () => this.#lessons.evictions.isDisputed,
      opened: (session, abnormal) => this.#opened(session, abnormal ? 'abnormal' : 'clean'),
      closed: (error, end) => this.#closed(error, end),
    })
    this.#stopListening = journal.onCommit(() => this.#work?.wake())
  }

  request(request: Request): void {
    if (this.#isFirst) this.#early.hold(request)
    else this.#work?.request(request)
    this.#ask()
  }

  devices(list: readonly DeviceHealth[]): void {
    this.#devices = list
    this.#work?.devices(list)
  }

  counters(message: CountersMessage): void {
    this.#counters = message
    this.#work?.counters(message)
  }

  status(): LinkStatus {
    const state = stateOf(this.#work, this.#error)
    const { session } = this.#keeper
    return {
      online: state === 'online',
      state,
      protocol: session?.protocol,
      error: this.#error,
      alarms: this.#alarms.list(),
    }
  }

  isAtWork(): boolean {
    return this.#keeper.isAtWork()
  }

  clockQuality(): ClockQuality {
    return this.#judge.quality()
  }

  restate(): void {
    this.#work?.restate()
  }

  clockAhead(): number | undefined {
    return this.#judge.ahead()
  }

  renew(): void {
    this.#keeper.renew()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#stopListening()
    this.#cloneForgotten?.cancel()
    // The broker publishes the will only for a connection that broke, so a clean stop says goodbye itself.
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const patience = this.#o.clock.after(goodbye, resolve)
    await Promise.race([this.#work?.publishState({ online: false, version: this.#o.version }), late])
    patience.cancel()
    this.#work?.end()
    this.#work = undefined
    this.#keeper.stop()
  }

  #opened(session: BrokerSession, after: 'clean' | 'abnormal'): void {
    this.#error = undefined
    this.#told = undefined
    const work = new SessionWork({
      ...this.#o,
      session,
      topics: this.#topics,
      judge: this.#judge,
      site: this.#site,
      waiting: this.#waiting,
      lessons: this.#lessons,
      alarms: this.#alarms,
      state: () => this.#state(),
      after,
      releases: (message) => this.#o.listener?.releases?.(message),
      heard: () => this.#o.listener?.heard(),
      provision: async (message) => await this.#o.listener?.provision?.(message),
      changed: () => this.#moved(),
    })
    this.#work = work
    session.receive((incoming) => work.receive(incoming))
    work.devices(this.#devices)
    if (this.#counters) work.counters(this.#counters)
  }

  #closed(reason: DeskError, end?: SessionEnd): void {
    this.#isFirst = false
    this.#early.take()
    this.#work?.end(end)
    this.#work = undefined
    this.#told = undefined
    const evicted = end && reason.code === 'DB-LNK-004' && this.#lessons.evictions.isDisputed
    this.#error = evicted ? new DeskError('DB-LNK-024', { id: `${this.#o.centre}/${this.#o.desk}` }) : reason
    if (evicted || reason.code === 'DB-LNK-003') this.#rememberClone(this.#error)
    this.#changed()
  }

  /** The alarm stands for a while, also when it is this PC's turn to be online. */
  #rememberClone(alarm: DeskError): void {
    this.#alarms.raise(alarm)
    this.#cloneForgotten?.cancel()
    this.#cloneForgotten = this.#o.clock.after(cloneRemembered, () => this.#alarms.clear(alarm.code))
  }

  /** Before the broker has taken our subscriptions an answer would pass by. */
  #ask(): void {
    if (!this.#work?.isWelcomed) return
    for (const request of this.#early.take()) this.#work.request(request)
  }

  #moved(): void {
    this.#ask()
    const state = stateOf(this.#work, this.#error)
    if (state === this.#told) return
    this.#told = state
    this.#changed()
  }

  #changed(): void {
    if (!this.#stopped) this.#o.changed(this.status())
  }

  async #state(): Promise<DeskState> {
    // By name: what else a journal says of itself is not for the centre, and its schema takes nothing unknown.
    const { epoch, lastSequence, chain, backlog, receipted, quarantined, disk, leftOut } =
      await this.#o.journal.status()
    return {
      online: true,
      version: this.#o.version,
      epoch,
      lastSequence,
      chain,
      backlog,
      receipted: [...receipted],
      quarantined,
      disk,
      leftOut,
      clock: this.#judge.quality(),
      ...this.#o.about?.(),
    }
  }
}

function stateOf(work: SessionWork | undefined, error: DeskError | undefined): LinkStatus['state'] {
  if (work) return work.isMoving ? 'online' : work.isWelcomed ? 'stalled' : 'connecting'
  return error && refusals.includes(error.code) ? 'refused' : 'offline'
}
