import type { IConnackPacket, MqttClient } from 'mqtt'
import { DeskError } from '../core/index.ts'
import { type Acknowledgement, Publisher } from './publisher.ts'
import { type Refusal, reasonCodeOf, refusalOf } from './refusals.ts'

/** A message from the broker. */
export interface Incoming {
  readonly topic: string
  readonly payload: Uint8Array
  readonly retained: boolean
}

/**
 * Takes one message; the broker gets its PUBACK only when the promise has resolved. One that rejects closes the session
 * without acknowledging, so that the broker delivers again. Messages come one at a time, and while one is taken nothing
 * else is read from the broker, PUBACKs included: a handler may wait for the disk, never for the broker.
 */
export type MessageHandler = (incoming: Incoming) => Promise<void>

/** Why a session ended. */
export interface CloseReason {
  readonly error: DeskError
  /** What the broker said, where it said anything: the number, and what it means for us. */
  readonly reasonCode: number | undefined
  readonly refusal: Refusal | undefined
  /** Whether we ended it. */
  readonly by: 'us' | 'peer'
}

/** One connection to a broker. It is never revived: after `closed` its user asks for another one. */
export interface BrokerSession {
  readonly protocol: 'MQTT 5' | 'MQTT 3.1.1'
  /** How many QoS 1 messages the broker lets us have in flight. */
  readonly receiveMaximum: number
  /** The largest packet in bytes the broker takes. */
  readonly maximumPacketSize: number
  /**
   * Publishes with QoS 1. Resolves at the PUBACK; rejects when that says no (see `publishRefusal`). What is left
   * unacknowledged when the session ends never settles. A message larger than the broker takes is not sent.
   * @throws DeskError DB-LNK-010 too large for this broker.
   */
  publish(topic: string, payload: string, retain?: 'retain'): Promise<Acknowledgement>
  subscribe(topics: readonly string[], qos?: 0 | 1): Promise<void>
  /** Begins to take messages; those that came with the CONNACK have waited for this. */
  receive(handler: MessageHandler): void
  /** Resolves when the broker answers a PINGREQ. */
  ping(): Promise<void>
  /** Ends at once: what is in flight is forgotten here, it is still in the journal. `why` is what `closed` tells. */
  end(why?: DeskError): void
  readonly closed: Promise<CloseReason>
}

/** What an error of `publish` means; undefined where no PUBACK said anything, because the connection broke. */
export function publishRefusal(error: unknown): { readonly refusal: Refusal; readonly code: number } | undefined {
  const code = reasonCodeOf(error)
  return code === undefined ? undefined : { refusal: refusalOf('puback', code), code }
}

/** Bytes of an MQTT PUBLISH beside topic and payload, at most: fixed header, topic length, packet id, properties. */
const packetOverhead = 16

/** How large a publish is on the wire, at most. */
export function packetSize(topic: string, payload: string): number {
  return Buffer.byteLength(payload) + Buffer.byteLength(topic) + packetOverhead
}

/** What a session is made of. */
export interface SessionParts {
  readonly protocol: 4 | 5
  readonly closed: Promise<CloseReason>
  readonly receive: BrokerSession['receive']
  readonly end: BrokerSession['end']
}

/** The session of a client whose CONNACK has come, within the limits that it named. */
export function createSession(client: MqttClient, connack: IConnackPacket, parts: SessionParts): BrokerSession {
  const { receiveMaximum = 65_535, maximumPacketSize = 268_435_455, retainAvailable = true } = connack.properties ?? {}
  const publisher = new Publisher(client, parts.protocol)
  return {
    ...parts,
    protocol: parts.protocol === 5 ? 'MQTT 5' : 'MQTT 3.1.1',
    receiveMaximum,
    maximumPacketSize,
    async publish(topic, payload, retain) {
      const bytes = packetSize(topic, payload)
      if (bytes > maximumPacketSize) throw new DeskError('DB-LNK-010', { topic, bytes, maximumPacketSize })
      return await publisher.publish({ topic, payload, retain: retain === 'retain' && Boolean(retainAvailable) })
    },
    subscribe: (topics, qos = 1) =>
      new Promise((resolve, reject) => {
        publisher.flush()
        client.subscribe([...topics], { qos }, (error) => (error ? reject(error) : resolve()))
      }),
    ping: () =>
      new Promise((resolve) => {
        const listener = (packet: { cmd: string }) => {
          if (packet.cmd !== 'pingresp') return
          client.removeListener('packetreceive', listener)
          resolve()
        }
        client.on('packetreceive', listener)
        publisher.flush()
        client.sendPing()
      }),
  }
}
