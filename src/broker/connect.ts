import { type IClientOptions, type MqttClient, connect as openClient, UniqueMessageIdProvider } from 'mqtt'
import { DeskError } from '../core/index.ts'
import { certificateError, peerCertificates, unusableCertificate } from './certificates.ts'
import { HungUp } from './hung-up.ts'
import { acceptUnlistedCodes } from './parser-codes.ts'
import { formatReason, type Refusal, reasonCodeOf, refusalOf, type Signal } from './refusals.ts'
import { type BrokerSession, type CloseReason, createSession, type MessageHandler } from './session.ts'
import type { BrokerSettings } from './settings.ts'

const connectTimeout = 5_000
const keepaliveSeconds = 20
/** How long the broker keeps our session, and so commands for us, while we are away. */
const sessionExpirySeconds = 7 * 24 * 3600
/** Messages that the broker may give us before we have acknowledged the first of them. */
const ownReceiveMaximum = 64

acceptUnlistedCodes()

/**
 * Opens one session: MQTT 5, or 3.1.1 when the broker refuses the version (that refusal only).
 * @param protocol skips MQTT 5 for a broker known to refuse it.
 * @throws DeskError DB-LNK-001 unreachable, -002 refused, -003 name in use, -005 no answer, -008 bad address, -009 cannot
 * carry what we need, -013 to -018 certificates. Its cause is a {@link Refused} where the broker gave a reason code.
 */
export async function connectBroker(settings: BrokerSettings, protocol: 4 | 5 = 5): Promise<BrokerSession> {
  if (!URL.canParse(settings.url)) throw new DeskError('DB-LNK-008', { url: settings.url })
  try {
    return await attempt(settings, protocol)
  } catch (error) {
    const refusal = refusalBehind(error)
    if (protocol === 5 && refusal === 'version') return await attempt(settings, 4)
    if (refusal === 'unfit' && settings.will) return await connectBroker(withoutWill(settings), protocol)
    throw error
  }
}

/** What a broker said when it refused or closed a connection. */
class Refused extends Error {
  readonly refusal: Refusal
  readonly reasonCode: number

  constructor(signal: Signal, reasonCode: number, message: string) {
    super(`${message} (${formatReason(reasonCode)})`)
    this.refusal = refusalOf(signal, reasonCode)
    this.reasonCode = reasonCode
  }
}

/** What the broker said, if an error of {@link connectBroker} comes from that. */
export function refusalBehind(error: unknown): Refusal | undefined {
  const cause = error instanceof DeskError ? error.cause : error
  return cause instanceof Refused ? cause.refusal : undefined
}

/** A broker that cannot keep or carry a will may still carry facts. */
function withoutWill({ will: _, ...rest }: BrokerSettings): BrokerSettings {
  return rest
}

function attempt(settings: BrokerSettings, protocol: 4 | 5): Promise<BrokerSession> {
  const client = openOrExplain(settings, protocol)
  const receive = acknowledgeAfterHandling(client)
  const seen = peerCertificates(client)
  return new Promise((resolve, reject) => {
    let why: unknown
    let ours: DeskError | undefined
    let open = false
    const end = (reason?: DeskError) => {
      ours ??= reason ?? new DeskError('DB-LNK-004', { broker: settings.url, reason: 'ended' })
      client.end(true)
    }
    // The library only raises events; the first error names the cause, 'close' is the end.
    client.on('error', (error) => {
      why ??= open ? error : refusedWelcome(error)
      client.end(true)
    })
    client.on('disconnect', ({ reasonCode = 0 }) => {
      why ??= new Refused('disconnect', reasonCode, 'closed by the broker')
    })
    const closed = new Promise<CloseReason>((resolveClosed) => {
      client.once('close', () => {
        client.end(true)
        const cause = why ?? (open ? new Error('connection closed') : new HungUp())
        const error = ours ?? coded(cause, { settings, open, seen: seen() })
        reject(error)
        const { reasonCode, refusal } = why instanceof Refused ? why : {}
        resolveClosed({ error, reasonCode, refusal, by: ours && !why ? 'us' : 'peer' })
      })
    })
    client.once('connect', (connack) => {
      open = true
      if (connack.properties?.maximumQoS === 0)
        return end(new DeskError('DB-LNK-009', { broker: settings.url, reason: 'QoS 1' }))
      resolve(createSession(client, connack, { protocol, closed, receive, end }))
    })
  })
}

/** @throws DeskError DB-LNK-018 the certificate files cannot be used. */
function openOrExplain(settings: BrokerSettings, protocol: 4 | 5): MqttClient {
  try {
    return openClient(settings.url, clientOptions(settings, protocol))
  } catch (error) {
    throw unusableCertificate(settings, error)
  }
}

function clientOptions(settings: BrokerSettings, protocol: 4 | 5): IClientOptions {
  const { url: _, will, files: __, session = 'kept', ...identity } = settings
  return {
    ...identity,
    protocolVersion: protocol,
    clean: session === 'forgotten',
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
    // Its debug log looks for itself in the environment at every packet.
    log: () => undefined,
    ...(protocol === 5
      ? {
          properties: {
            sessionExpiryInterval: session === 'kept' ? sessionExpirySeconds : 0,
            receiveMaximum: ownReceiveMaximum,
          },
        }
      : {}),
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

function refusedWelcome(error: Error): Error {
  const code = reasonCodeOf(error)
  return code === undefined ? error : new Refused('connack', code, error.message)
}

interface Circumstances {
  readonly settings: BrokerSettings
  readonly open: boolean
  readonly seen: ReturnType<ReturnType<typeof peerCertificates>>
}

function coded(cause: unknown, { settings, open, seen }: Circumstances): DeskError {
  if (cause instanceof DeskError) return cause
  const message = (cause as Error).message || (cause as { code?: string }).code || 'no answer'
  const args = { broker: settings.url, reason: message, id: settings.clientId, ms: connectTimeout }
  const refusal = refusalBehind(cause)
  if (refusal === 'clone') return new DeskError('DB-LNK-003', args, { cause })
  if (refusal === 'forbidden') return new DeskError('DB-LNK-002', args, { cause })
  if (refusal === 'unfit') return new DeskError('DB-LNK-009', args, { cause })
  if (message.startsWith('connack timeout')) return new DeskError('DB-LNK-005', args, { cause })
  return certificateError(cause, settings, seen) ?? new DeskError(open ? 'DB-LNK-004' : 'DB-LNK-001', args, { cause })
}
