import { type BrokerSession, type BrokerSettings, keepConnected, type SessionEnd } from '../broker/index.ts'
import { type Command, type DeskState, type DeviceHealth, deskTopics, type Request } from '../contract/index.ts'
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
import { judgeClock } from './clock-quality.ts'
import { newLessons } from './lessons.ts'
import { SessionWork } from './session-work.ts'
import { openSiteConfig } from './site-config.ts'

/** The one way to the centre. Nothing else in the program can publish. */
export interface Link {
  /** Publishes a request if the centre can be reached now; it is never stored and never sent again. */
  request(request: Request): void
  /** Says what is attached. */
  devices(devices: readonly DeviceHealth[]): void
  status(): LinkStatus
  clockQuality(): ClockQuality
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
  /** The connection came or went, or an alarm did. */
  changed(status: LinkStatus): void
}

const goodbye = 500
/** Another PC with our name is told of for so long after it was last felt. */
const cloneRemembered = 3_600_000
/** Errors that last until somebody changes something. */
const refusals: readonly ErrorCode[] = [
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
  const { journal, clock, log } = options
  const topics = deskTopics(options.centre, options.desk, options.root)
  const judge = judgeClock(clock)
  const site = openSiteConfig(journal, log)
  const lessons = newLessons()
  const alarms = new Alarms(log, () => queueMicrotask(changed))
  let work: SessionWork | undefined
  let devices: readonly DeviceHealth[] = []
  let error: DeskError | undefined
  let cloneForgotten: Timer | undefined
  let told: LinkStatus['state'] | undefined
  let stopped = false

  const state = async (): Promise<DeskState> => {
    // By name: what else a journal says of itself is not for the centre, and its schema takes nothing unknown.
    const { epoch, lastSequence, chain, backlog, receipted, quarantined, disk, leftOut } = await journal.status()
    return {
      online: true,
      version: options.version,
      epoch,
      lastSequence,
      chain,
      backlog,
      receipted: [...receipted],
      quarantined,
      disk,
      leftOut,
      clock: judge.quality(),
    }
  }
  const status = (): LinkStatus => {
    const state = stateOf(work, error)
    return { online: state === 'online', state, protocol: keeper.session?.protocol, error, alarms: alarms.list() }
  }
  const changed = () => {
    if (!stopped) options.changed(status())
  }
  const movingChanged = () => {
    const state = stateOf(work, error)
    if (state === told) return
    told = state
    changed()
  }
  const opened = (session: BrokerSession, abnormal: boolean) => {
    error = undefined
    const after = abnormal ? 'abnormal' : 'clean'
    const own = new SessionWork({
      ...options,
      session,
      topics,
      judge,
      site,
      lessons,
      alarms,
      state,
      after,
      changed: movingChanged,
    })
    work = own
    session.receive((incoming) => own.receive(incoming))
    own.devices(devices)
    told = undefined
  }
  const disputed = () => lessons.evictions.isDisputed
  const closed = (reason: DeskError, end?: SessionEnd) => {
    work?.end(end)
    work = undefined
    const isEviction = end && reason.code === 'DB-LNK-004' && disputed()
    error = isEviction ? new DeskError('DB-LNK-024', { id: `${options.centre}/${options.desk}` }) : reason
    told = undefined
    if (isEviction || reason.code === 'DB-LNK-003') rememberClone(error)
    changed()
  }
  const rememberClone = (alarm: DeskError) => {
    alarms.raise(alarm)
    cloneForgotten?.cancel()
    cloneForgotten = clock.after(cloneRemembered, () => alarms.clear(alarm.code))
  }

  const will = { topic: topics.state, payload: JSON.stringify({ online: false, version: options.version }) }
  const settings = () => ({ ...options.broker(), will })
  const spread = () => site.current()?.pacing?.reconnectSpread ?? 0
  const keeper = keepConnected({ ...options, settings, spread, opened, closed, disputed })
  const stopListening = journal.onCommit(() => work?.wake())

  return {
    request: (request) => work?.request(request),
    devices(list) {
      devices = list
      work?.devices(list)
    },
    status,
    clockQuality: () => judge.quality(),
    renew: () => keeper.renew(),
    async stop() {
      stopped = true
      stopListening()
      cloneForgotten?.cancel()
      // The broker publishes the will only for a connection that broke, so a clean stop says goodbye itself.
      const { promise: late, resolve } = Promise.withResolvers<void>()
      const patience = clock.after(goodbye, resolve)
      await Promise.race([work?.publishState({ online: false, version: options.version }), late])
      patience.cancel()
      work?.end()
      work = undefined
      keeper.stop()
    },
  }
}

function stateOf(work: SessionWork | undefined, error: DeskError | undefined): LinkStatus['state'] {
  if (work) return work.isMoving ? 'online' : work.isWelcomed ? 'stalled' : 'connecting'
  return error && refusals.includes(error.code) ? 'refused' : 'offline'
}
