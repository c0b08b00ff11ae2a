import {
  type IClientOptions,
  type IConnackPacket,
  type MqttClient,
  connect as openClient,
  UniqueMessageIdProvider,
} from 'mqtt'
import { DeskError } from '../core/index.ts'
import { isIdentityRefusal, isVersionRefusal, reason, reasonCodeOf } from './refusals.ts'

/** Where the broker is and who we are to it. */
export interface BrokerSettings {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly url: string
  readonly clientId: string
  readonly username?: string
  readonly password?: string
  /** PEM texts for TLS. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  /** Published by the broker when we vanish. */
  readonly will?: { readonly topic: string; readonly payload: string }
}

/** A message from the broker. */
export interface Incoming {
  readonly topic: string
  readonly payload: Uint8Array
  readonly retained: boolean
}

/**
 * Takes one message; the broker gets its PUBACK only when the promise has resolved. One that rejects closes the session
 * without acknowledging, so that the broker delivers again. Messages come one at a time.
 */
export type MessageHandler = (incoming: Incoming) => Promise<void>

/** Why a session ended: the broker's reason code where it gave one. */
export interface CloseReason {
  readonly error: DeskError
  readonly reasonCode: number | undefined
}

/** One connection to a broker. It is never revived: after `closed` its user asks for another one. */
export interface BrokerSession {
  readonly protocol: 'MQTT 5' | 'MQTT 3.1.1'
  /** How many QoS 1 messages the broker lets us have in flight. */
  readonly receiveMaximum: number
  /** The largest packet in bytes the broker takes. */
  readonly maximumPacketSize: number
  /** Publishes with QoS 1. Resolves at the PUBACK, rejects with the library's error (see `reasonCodeOf`) or at close. */
  publish(topic: string, payload: string, retain?: 'retain'): Promise<void>
  subscribe(topics: readonly string[]): Promise<void>
  /** Begins to take messages; those that came with the CONNACK have waited for this. */
  receive(handler: MessageHandler): void
  /** Resolves when the broker answers a PINGREQ. */
  ping(): Promise<void>
  /** Ends at once: what is in flight is forgotten here, it is still in the journal. */
  end(): void
  readonly closed: Promise<CloseReason>
}

const connectTimeout = 5_000
const keepaliveSeconds = 20
/** How long the broker keeps our session, and so commands for us, while we are away. */
const sessionExpirySeconds = 7 * 24 * 3600

/**
 * Opens one session: MQTT 5, or 3.1.1 when the broker refuses the version (that refusal only).
 * @param protocol skips MQTT 5 for a broker known to refuse it.
 * @throws DeskError DB-LNK-001 unreachable, -002 refused, -003 name in use, -005 no answer, -008 bad address.
 */
export async function connectBroker(settings: BrokerSettings, protocol: 4 | 5 = 5): Promise<BrokerSession> {
  try {
    return await attempt(settings, protocol)
  } catch (error) {
    if (protocol === 5 && isVersionRefusal(reasonCodeOf((error as DeskError).cause))) return await attempt(settings, 4)
    throw error
  }
}

function attempt(settings: BrokerSettings, protocol: 4 | 5): Promise<BrokerSession> {
  if (!URL.canParse(settings.url)) throw new DeskError('DB-LNK-008', { url: settings.url })
  const client = openClient(settings.url, clientOptions(settings, protocol))
  const receive = acknowledgeAfterHandling(client)
  return new Promise((resolve, reject) => {
    let refusal: unknown
    let open = false
    // The library only raises events; the first error names the cause, 'close' is the end.
    client.on('error', (error) => {
      refusal ??= error
      client.end(true)
    })
    client.on('disconnect', (packet) => {
      refusal ??= Object.assign(new Error('closed by the broker'), { code: packet.reasonCode })
    })
    const closed = new Promise<CloseReason>((resolveClosed) => {
      client.once('close', () => {
        client.end(true)
        const error = coded(refusal ?? new Error('connection closed'), settings, open ? 'DB-LNK-004' : 'DB-LNK-001')
        reject(error)
        resolveClosed({ error, reasonCode: reasonCodeOf(refusal) })
      })
    })
    client.once('connect', (connack) => {
      open = true
      resolve(createSession(client, connack, { protocol, closed, receive }))
    })
  })
}

function clientOptions(settings: BrokerSettings, protocol: 4 | 5): IClientOptions {
  const { url: _, will, ...identity } = settings
  return {
    ...identity,
    protocolVersion: protocol,
    clean: false,
    keepalive: keepaliveSeconds,
    connectTimeout,
    // The library never reconnects and never stores: a session that failed is thrown away with all it held, and the
    // journal feeds the next one. (Its own store can wedge on one poison message and loses messages past 65,535.)
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    // A table of all 65,536 numbers as bytes saves a moment per packet and costs megabytes.
    writeCache: false,
    messageIdProvider: new UniqueMessageIdProvider(),
    ...(protocol === 5 ? { properties: { sessionExpiryInterval: sessionExpirySeconds, receiveMaximum: 64 } } : {}),
    ...(will ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true } } : {}),
  }
}

/** The library acknowledges when its callback is called, so a message is ours (durably) before the broker forgets it. */
function acknowledgeAfterHandling(client: MqttClient): BrokerSession['receive'] {
  const { promise: handler, resolve } = Promise.withResolvers<MessageHandler>()
  client.handleMessage = (packet, acknowledge) => {
    const incoming = { topic: packet.topic, payload: Buffer.from(packet.payload), retained: packet.retain }
    handler
      .then((handle) => handle(incoming))
      .then(
        () => acknowledge(),
        (error: unknown) => client.emit('error', error as Error),
      )
  }
  return resolve
}

interface SessionParts {
  readonly protocol: 4 | 5
  readonly closed: Promise<CloseReason>
  readonly receive: BrokerSession['receive']
}

function createSession(client: MqttClient, connack: IConnackPacket, parts: SessionParts): BrokerSession {
  const { closed, receive } = parts
  return {
    receive,
    protocol: parts.protocol === 5 ? 'MQTT 5' : 'MQTT 3.1.1',
    receiveMaximum: connack.properties?.receiveMaximum ?? 65_535,
    maximumPacketSize: connack.properties?.maximumPacketSize ?? 268_435_455,
    publish: (topic, payload, retain) =>
      new Promise((resolve, reject) => {
        client.publish(topic, payload, { qos: 1, retain: retain === 'retain' }, (error) =>
          error ? reject(error) : resolve(),
        )
      }),
    subscribe: (topics) =>
      new Promise((resolve, reject) => {
        client.subscribe([...topics], { qos: 1 }, (error) => (error ? reject(error) : resolve()))
      }),
    ping: () =>
      new Promise((resolve) => {
        const listener = (packet: { cmd: string }) => {
          if (packet.cmd !== 'pingresp') return
          client.removeListener('packetreceive', listener)
          resolve()
        }
        client.on('packetreceive', listener)
        client.sendPing()
      }),
    end: () => void client.end(true),
    closed,
  }
}

function coded(error: unknown, settings: BrokerSettings, fallback: 'DB-LNK-001' | 'DB-LNK-004'): DeskError {
  if (error instanceof DeskError) return error
  const code = reasonCodeOf(error)
  const message = (error as Error).message || (error as { code?: string }).code || 'no answer'
  const args = { broker: settings.url, reason: message, id: settings.clientId, ms: connectTimeout }
  if (code === reason.takenOver) return new DeskError('DB-LNK-003', args, { cause: error })
  if (isIdentityRefusal(code)) return new DeskError('DB-LNK-002', args, { cause: error })
  if (message.startsWith('connack timeout')) return new DeskError('DB-LNK-005', args, { cause: error })
  return new DeskError(fallback, args, { cause: error })
}
