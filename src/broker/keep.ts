import {
  type Clock,
  type DeskError,
  isDeskError,
  type Log,
  type Random,
  type Timer,
  toDeskError,
} from '../core/index.ts'
import { type BrokerSession, type BrokerSettings, type CloseReason, connectBroker } from './connect.ts'

/** Keeps a session to a broker alive, for ever. */
export interface Keeper {
  readonly session: BrokerSession | undefined
  stop(): void
}

/** What {@link keepConnected} needs. */
export interface KeeperOptions {
  /** Read before every attempt, so that renewed certificates are used. */
  settings(): BrokerSettings
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** A new session stands. `abnormal` says that the one before did not end by our own wish. */
  opened(session: BrokerSession, abnormal: boolean): void
  /** A session ended, or an attempt failed. */
  closed(error: DeskError): void
}

const retryVersion5After = 3_600_000

/** Connects and reconnects until stopped; never gives up, whatever the broker says. */
export function keepConnected(options: KeeperOptions): Keeper {
  const { clock, random, log } = options
  let session: BrokerSession | undefined
  let timer: Timer | undefined
  let stopped = false
  let downSince = clock.mono()
  let attempts = 0
  let everOpened = false
  let protocol3Since: number | undefined

  const attempt = async () => {
    attempts++
    const skip5 = protocol3Since !== undefined && clock.mono() - protocol3Since < retryVersion5After
    try {
      const opened = await connectBroker(options.settings(), skip5 ? 4 : 5)
      if (stopped) return opened.end()
      use(opened, skip5)
    } catch (error) {
      lost(toDeskError(error, 'DB-LNK-001', { broker: options.settings().url }))
    }
  }

  const use = (opened: BrokerSession, skipped5: boolean) => {
    session = opened
    if (opened.protocol === 'MQTT 5') protocol3Since = undefined
    else if (!skipped5) protocol3Since = clock.mono()
    log.info('connected', { broker: options.settings().url, state: opened.protocol })
    options.opened(opened, everOpened)
    everOpened = true
    attempts = 0
    void opened.closed.then(ended)
  }

  const ended = (close: CloseReason) => {
    session = undefined
    downSince = clock.mono()
    lost(close.error)
  }

  const lost = (error: DeskError) => {
    if (stopped) return
    if (attempts <= 1) log.warn(error.message, { code: error.code })
    options.closed(error)
    const delay = reconnectDelay(
      { attempts, outage: clock.mono() - downSince, clone: isDeskError(error, 'DB-LNK-003') },
      random,
    )
    timer = clock.after(delay, () => void attempt())
  }

  void attempt()
  return {
    get session() {
      return session
    },
    stop() {
      stopped = true
      timer?.cancel()
      session?.end()
    },
  }
}

/** What the wait before the next attempt depends on. */
export interface Outage {
  /** Attempts since the last session. */
  readonly attempts: number
  /** Milliseconds since then. */
  readonly outage: number
  /** Whether another PC took over our name. */
  readonly clone: boolean
}

const cap = 30_000
const shortOutage = 60_000

/**
 * Milliseconds to wait, with full jitter so that a centre's desks do not come back all at once. Within the first minute
 * attempts stay below 0.4 s apart, so that a short cut is over as soon as the network is. Two PCs with one name evict
 * each other; at one attempt a minute that harms nobody.
 */
export function reconnectDelay({ attempts, outage, clone }: Outage, random: Random): number {
  if (clone) return 60_000 + random.unit() * 15_000
  const bound = outage < shortOutage ? 400 : Math.min(cap, 200 * 2 ** Math.min(attempts, 20))
  return random.unit() * bound
}
