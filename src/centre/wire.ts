import { type BrokerSession, type BrokerSettings, type Incoming, type Keeper, keepConnected } from '../broker/index.ts'
import { deskTopics } from '../contract/index.ts'
import { type Clock, DeskError, type Log, type Random, toDeskError } from '../core/index.ts'

/** The centre's connections to the broker. */
export interface Wire {
  /** Publishes with QoS 1. Rejects when there is no connection; may never settle when it ends. */
  publish(topic: string, value: unknown, retain?: 'retain'): Promise<unknown>
  /** Takes no more facts. */
  stopFacts(): void
  stop(): void
}

/** What the wire needs. */
export interface WireOptions {
  readonly broker: Omit<BrokerSettings, 'will' | 'session'>
  readonly root: string
  readonly group: string | undefined
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Takes one message; the next comes when this has resolved. It must not wait for the broker. */
  facts(incoming: Incoming): Promise<void>
  /** Takes everything that is no fact. */
  others(incoming: Incoming): Promise<void>
  /** A new session for everything but facts; its subscriptions are not made yet. */
  opened(): void
  changed(online: boolean): void
  failed(error: DeskError): void
}

/**
 * Two connections: facts have their own, so that a request, which is wanted now, never stands behind a backlog that drains.
 * In a group the broker must forget the one for facts when it ends, or it would go on to queue a share of them for it.
 */
export function openWire(options: WireOptions): Wire {
  const { broker, group } = options
  const all = deskTopics('+', '+', options.root)
  const share = (topic: string) => (group === undefined ? topic : `$share/${group}/${topic}`)
  let live: BrokerSession | undefined
  const isReady = { others: false, facts: false }
  const ready = (part: keyof typeof isReady, now: boolean) => {
    const before = isReady.others && isReady.facts
    isReady[part] = now
    const after = isReady.others && isReady.facts
    if (before !== after) options.changed(after)
  }
  const others = keepSubscribed(options, {
    settings: { clientId: broker.clientId },
    topics: [share(all.requests), all.results, all.state, all.devices, all.counters],
    receive: options.others,
    ready: (now) => ready('others', now),
    use(session) {
      live = session
      if (session) options.opened()
    },
  })
  const facts = keepSubscribed(options, {
    settings: { clientId: `${broker.clientId}-facts`, session: group === undefined ? 'kept' : 'forgotten' },
    topics: [share(all.facts)],
    receive: options.facts,
    ready: (now) => ready('facts', now),
    use: () => undefined,
  })
  return {
    publish: (topic, value, retain) =>
      live ? live.publish(topic, JSON.stringify(value), retain) : Promise.reject(new Error('no connection')),
    stopFacts: () => facts.stop(),
    stop() {
      facts.stop()
      others.stop()
    },
  }
}

/** One of the connections. */
interface Connection {
  readonly settings: Pick<BrokerSettings, 'clientId' | 'session'>
  readonly topics: readonly string[]
  receive(incoming: Incoming): Promise<void>
  /** There is a session, or none any more. */
  use(session: BrokerSession | undefined): void
  /** Its subscriptions are made, or gone. */
  ready(now: boolean): void
}

function keepSubscribed(options: WireOptions, { settings, topics, receive, use, ready }: Connection): Keeper {
  const { broker, clock, random, log } = options
  return keepConnected({
    settings: () => ({ ...broker, ...settings }),
    clock,
    random,
    log,
    opened(session) {
      use(session)
      session.receive(receive)
      subscribe(session, topics, options).then(
        () => ready(true),
        (error: DeskError) => {
          log.error(error.message, { code: error.code })
          options.failed(error)
          session.end()
        },
      )
    },
    closed() {
      use(undefined)
      ready(false)
    },
  })
}

async function subscribe(
  session: BrokerSession,
  topics: readonly string[],
  { broker, group }: WireOptions,
): Promise<void> {
  const refuse = (reason: string, cause?: unknown) =>
    new DeskError('DB-CTR-005', { broker: broker.url, group: group ?? '', reason }, { cause })
  // A broker of version 3.1.1 takes the name of a shared subscription for an ordinary topic, and never sends a thing.
  if (group !== undefined && session.protocol !== 'MQTT 5') throw refuse('MQTT 3.1.1')
  await session.subscribe(topics).catch((error: unknown) => {
    throw group === undefined ? toDeskError(error, 'DB-LNK-004', { broker: broker.url }) : refuse(String(error), error)
  })
}
