import { type BrokerSession, type BrokerSettings, keepConnected } from '../broker/index.ts'
import { type Command, type DeskState, type DeviceHealth, deskTopics, type Request } from '../contract/index.ts'
import type { Clock, ClockQuality, DeskError, Log, Random } from '../core/index.ts'
import type { Journal } from '../journal/index.ts'
import { judgeClock } from './clock-quality.ts'
import { SessionWork } from './session-work.ts'

/** The one way to the centre. Nothing else in the program can publish. */
export interface Link {
  /** Publishes a request if the centre can be reached now; it is never stored and never sent again. */
  request(request: Request): void
  /** Says what is attached. */
  devices(devices: readonly DeviceHealth[]): void
  status(): LinkStatus
  clockQuality(): ClockQuality
  stop(): Promise<void>
}

/** How the connection is. */
export interface LinkStatus {
  readonly online: boolean
  readonly protocol: string | undefined
  /** Why not, when offline. */
  readonly error: DeskError | undefined
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
  /** The connection came or went. */
  changed(status: LinkStatus): void
}

const goodbye = 500

/** Connects to the centre and delivers until stopped. */
export function createLink(options: LinkOptions): Link {
  const { journal, clock } = options
  const topics = deskTopics(options.centre, options.desk, options.root)
  const judge = judgeClock(clock)
  let work: SessionWork | undefined
  let devices: readonly DeviceHealth[] = []
  let error: DeskError | undefined

  const state = async (): Promise<DeskState> => {
    const { bytes: _, ...shared } = await journal.status()
    return {
      online: true,
      version: options.version,
      ...shared,
      receipted: [...shared.receipted],
      clock: judge.quality(),
    }
  }
  const status = (): LinkStatus => ({ online: work !== undefined, protocol: keeper.session?.protocol, error })
  const opened = (session: BrokerSession, abnormal: boolean) => {
    error = undefined
    const own = new SessionWork({ ...options, session, topics, judge, state, after: abnormal ? 'abnormal' : 'clean' })
    work = own
    session.receive((incoming) => own.receive(incoming))
    own.devices(devices)
    queueMicrotask(() => options.changed(status()))
  }
  const closed = (reason: DeskError) => {
    work?.end()
    work = undefined
    error = reason
    options.changed(status())
  }

  const will = { topic: topics.state, payload: JSON.stringify({ online: false, version: options.version }) }
  const settings = () => ({ ...options.broker(), will })
  const keeper = keepConnected({ ...options, settings, opened, closed })
  const stopListening = journal.onCommit(() => work?.wake())

  return {
    request: (request) => work?.request(request),
    devices(list) {
      devices = list
      work?.devices(list)
    },
    status,
    clockQuality: () => judge.quality(),
    async stop() {
      stopListening()
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
