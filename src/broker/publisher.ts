import type { MqttClient } from 'mqtt'

/** What a PUBACK says: `nobody` means that the broker knew of no one to give the message to. */
export type Acknowledgement = 'taken' | 'nobody'

/** One message of QoS 1. */
export interface Publication {
  readonly topic: string
  readonly payload: string
  readonly retain: boolean
}

/** The broker has refused a message, and said why. */
export class PublishRefused extends Error {
  readonly code: number

  constructor(code: number) {
    super(`refused with reason code ${code}`)
    this.code = code
  }
}

interface Numbered extends Publication {
  readonly packetId: number
}

interface Waiting {
  resolve(acknowledgement: Acknowledgement): void
  reject(error: PublishRefused): void
}

/** Ours are the upper packet identifiers; the library, which still subscribes, takes the lowest that is free. */
const firstId = 0x8000
const lastId = 0xffff
const noMatchingSubscribers = 0x10
const firstRefusal = 0x80

/**
 * Publishes with QoS 1 on the connection of a client. The library's own way writes each message in five small pieces and keeps
 * a second copy of it; here all messages of one turn go to the socket in one piece, and the journal is the only copy.
 */
export class Publisher {
  readonly #client: MqttClient
  readonly #protocol: 4 | 5
  readonly #waiting = new Map<number, Waiting>()
  #turn: Numbered[] = []
  #nextId = firstId

  constructor(client: MqttClient, protocol: 4 | 5) {
    this.#client = client
    this.#protocol = protocol
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'puback') this.#acknowledged(packet.messageId ?? 0, packet.reasonCode ?? 0)
    })
  }

  /**
   * Resolves at the PUBACK. What is not acknowledged when the connection ends never settles.
   * @throws PublishRefused the PUBACK says no.
   */
  publish(publication: Publication): Promise<Acknowledgement> {
    return new Promise((resolve, reject) => {
      const packetId = this.#takeId()
      this.#waiting.set(packetId, { resolve, reject })
      this.#turn.push({ ...publication, packetId })
      if (this.#turn.length === 1) queueMicrotask(() => this.flush())
    })
  }

  #takeId(): number {
    // Far fewer than half of the identifiers are ever under way.
    while (this.#waiting.has(this.#nextId)) this.#advance()
    const id = this.#nextId
    this.#advance()
    return id
  }

  #advance(): void {
    this.#nextId = this.#nextId === lastId ? firstId : this.#nextId + 1
  }

  /** Writes what was published in this turn, so that what the library writes next stands behind it. */
  flush(): void {
    if (this.#turn.length === 0) return
    const packets = encodePublishes(this.#turn, this.#protocol)
    this.#turn = []
    // A library packet is written in one go too, so the two never mix.
    if (this.#client.stream.writable) this.#client.stream.write(packets)
  }

  #acknowledged(packetId: number, code: number): void {
    const waiting = this.#waiting.get(packetId)
    if (!waiting) return
    this.#waiting.delete(packetId)
    if (code >= firstRefusal) waiting.reject(new PublishRefused(code))
    else waiting.resolve(code === noMatchingSubscribers ? 'nobody' : 'taken')
  }
}

const publishQos1 = 0x32
const retainFlag = 0x01

/** PUBLISH packets one behind the other (OASIS MQTT 5.0 §3.3, MQTT 3.1.1 §3.3), without properties. */
export function encodePublishes(messages: readonly Numbered[], protocol: 4 | 5): Uint8Array {
  const propertyBytes = protocol === 5 ? 1 : 0
  const sized = messages.map((message) => {
    const topicBytes = Buffer.byteLength(message.topic)
    const remaining = 2 + topicBytes + 2 + propertyBytes + Buffer.byteLength(message.payload)
    return { message, topicBytes, remaining }
  })
  const bytes = sized.reduce((sum, { remaining }) => sum + 1 + lengthBytes(remaining) + remaining, 0)
  const buffer = Buffer.allocUnsafe(bytes)
  let at = 0
  for (const { message, topicBytes, remaining } of sized) {
    at = buffer.writeUInt8(publishQos1 | (message.retain ? retainFlag : 0), at)
    at = writeLength(buffer, remaining, at)
    at = buffer.writeUInt16BE(topicBytes, at)
    at += buffer.write(message.topic, at)
    at = buffer.writeUInt16BE(message.packetId, at)
    if (propertyBytes > 0) at = buffer.writeUInt8(0, at)
    at += buffer.write(message.payload, at)
  }
  return buffer
}

/** Bytes of a variable byte integer (§1.5.5). */
function lengthBytes(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4
}

function writeLength(buffer: Buffer, value: number, at: number): number {
  let rest = value
  let next = at
  for (; rest >= 0x80; rest = rest >>> 7) next = buffer.writeUInt8((rest & 0x7f) | 0x80, next)
  return buffer.writeUInt8(rest, next)
}
