import type { Socket } from 'node:net'
import {
  parser as createParser,
  generate,
  type IConnackPacket,
  type IConnectPacket,
  type IPublishPacket,
  type ISubscribePacket,
  type Packet,
} from 'mqtt-packet'
import type { Clock, Timer } from '../../../src/core/index.ts'
import type { Memory, Session } from './memory.ts'
import {
  type Answer,
  type ConnackAnswer,
  isLate,
  isMisbehaviour,
  type Late,
  type Misbehaviour,
  type PubackAnswer,
  type Script,
} from './script.ts'

/** One connection of a client to the scripted peer. */
export interface Peer {
  readonly number: number
  /** Empty until its CONNECT came. */
  readonly clientId: string
  send(packet: Packet): void
  /** Says DISCONNECT with this code (to a client of 3.1.1 there is none to say) and closes. */
  disconnect(reasonCode: number): void
  /** Closes without a word. */
  destroy(): void
  /** Reads nothing more until {@link Peer.hear}: the client feels it as back-pressure. */
  deafen(): void
  hear(): void
}

/** What the connections of one broker share. */
export interface House {
  readonly script: Script
  readonly memory: Memory
  readonly clock: Clock
  readonly connections: readonly Peer[]
  saw(packet: Packet): void
}

const disconnectWithWill = 0x04

/** Serves one client as its script wants. */
export class Connection implements Peer {
  readonly number: number
  readonly #house: House
  readonly #socket: Socket
  readonly #late = new Set<Timer>()
  #connect: IConnectPacket | undefined
  #session: Session | undefined
  #saidGoodbye = false
  readonly #inFlight = new Set<number>()
  #mostInFlight = 0

  constructor(socket: Socket, number: number, house: House) {
    this.#socket = socket
    this.#house = house
    this.number = number
    const parser = createParser({ protocolVersion: 5 })
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => void parser.parse(bytes))
    socket.on('close', () => this.#ended())
    parser.on('error', () => socket.destroy())
    parser.on('packet', (packet: Packet) => this.#received(packet))
  }

  get clientId(): string {
    return this.#connect?.clientId ?? ''
  }

  /** The most QoS 1 publishes of this client that were unacknowledged at once. */
  get mostInFlight(): number {
    return this.#mostInFlight
  }

  send(packet: Packet): void {
    this.#write(packet, this.#version)
  }

  /** Acknowledges publishes that the script was silent about. */
  acknowledge(packet: IPublishPacket, reasonCode = 0): void {
    this.#puback(packet.messageId ?? 0, reasonCode)
  }

  disconnect(reasonCode: number): void {
    if (this.#version === 5) this.send({ cmd: 'disconnect', reasonCode })
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  deafen(): void {
    this.#socket.pause()
  }

  hear(): void {
    this.#socket.resume()
  }

  get #version(): 4 | 5 {
    return this.#connect?.protocolVersion === 5 ? 5 : 4
  }

  #write(packet: Packet, protocolVersion: 4 | 5): void {
    if (this.#socket.writable) this.#socket.write(generate(packet, { protocolVersion }))
  }

  #received(packet: Packet): void {
    if (packet.cmd === 'connect') this.#connect = packet
    this.#house.saw(packet)
    if (packet.cmd === 'publish' && packet.qos === 1) this.#countIn(packet)
    this.#answer(this.#house.script.packet?.(packet, this) ?? 'go on', () => this.#serve(packet))
  }

  #serve(packet: Packet): void {
    const { script } = this.#house
    switch (packet.cmd) {
      case 'connect':
        this.#answer(script.connack?.(this.number, packet) ?? { reasonCode: 0 }, (connack) => {
          this.#welcome(packet, connack)
        })
        break
      case 'subscribe':
        this.#answer(script.subscribe?.(packet, this) ?? 'grant', (answer) => {
          this.#grant(packet, answer === 'grant' ? packet.subscriptions.map(() => 1) : answer.suback)
        })
        break
      case 'publish':
        this.#answer(script.publish?.(packet, this) ?? 'acknowledge', (answer) => {
          this.#take(packet, answer === 'acknowledge' ? { puback: 0 } : answer)
        })
        break
      case 'pingreq':
        this.#answer(script.ping?.(this) ?? 'answer', () => this.send({ cmd: 'pingresp' }))
        break
      case 'puback':
        this.#session?.acknowledged(packet.messageId ?? 0)
        break
      case 'disconnect':
        this.#saidGoodbye = packet.reasonCode !== disconnectWithWill
        this.#socket.end()
    }
  }

  #answer<Own>(answer: Answer<Own>, own: (answer: Own) => void): void {
    if (isMisbehaviour(answer)) this.#misbehave(answer)
    else if (isLate(answer)) this.#answerLate(answer, own)
    else own(answer)
  }

  #answerLate<Own>({ after, answer }: Late<Own>, own: (answer: Own) => void): void {
    const timer = this.#house.clock.after(after, () => {
      this.#late.delete(timer)
      this.#answer<Own>(answer, own)
    })
    this.#late.add(timer)
  }

  #misbehave(how: Misbehaviour): void {
    if (how === 'destroy') this.destroy()
    else if (how === 'deaf') this.deafen()
    else if (how !== 'silence') this.disconnect(how.disconnect)
  }

  #welcome(packet: IConnectPacket, { reasonCode, properties, sessionPresent, form }: ConnackAnswer): void {
    const welcome = reasonCode === 0
    const resumed = welcome && this.#takeOver(packet)
    const connack: IConnackPacket = {
      cmd: 'connack',
      sessionPresent: sessionPresent ?? resumed,
      reasonCode,
      returnCode: reasonCode,
      ...(properties ? { properties } : {}),
    }
    this.#write(connack, form ?? this.#version)
    if (welcome) this.#session?.attach(this.#deliver, packet.properties?.receiveMaximum ?? 65_535)
    else this.#socket.end()
  }

  /** One client has one connection: an older one is told that another took its place. Returns whether its session was there. */
  #takeOver(packet: IConnectPacket): boolean {
    const { connections, memory } = this.#house
    for (const other of connections)
      if (other !== this && other.clientId === packet.clientId && other.number < this.number) other.disconnect(0x8e)
    const { session, present } = memory.session(packet.clientId, packet.clean ? 'clean' : 'resume')
    this.#session = session
    return present
  }

  readonly #deliver = (packet: IPublishPacket): void => this.send(packet)

  #grant(packet: ISubscribePacket, codes: readonly number[]): void {
    this.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: [...codes] })
    for (const [index, { topic }] of packet.subscriptions.entries())
      if (this.#session && (codes[index] ?? 0x80) < 0x80) this.#house.memory.subscribe(this.#session, topic)
  }

  #take(packet: IPublishPacket, { puback, messageId, times = 1 }: PubackAnswer): void {
    if (puback < 0x80) this.#house.memory.publish(packet)
    if (packet.qos === 0) return
    for (let n = 0; n < times; n++) this.#puback(messageId ?? packet.messageId ?? 0, puback)
  }

  #countIn(packet: IPublishPacket): void {
    this.#inFlight.add(packet.messageId ?? 0)
    this.#mostInFlight = Math.max(this.#mostInFlight, this.#inFlight.size)
  }

  #puback(messageId: number, reasonCode: number): void {
    this.#inFlight.delete(messageId)
    this.send({ cmd: 'puback', messageId, reasonCode })
  }

  #ended(): void {
    for (const timer of this.#late) timer.cancel()
    if (!this.#session || !this.#connect) return
    const { will, clientId, clean, properties } = this.#connect
    this.#session.detach(this.#deliver)
    const lasting = this.#version === 5 ? (properties?.sessionExpiryInterval ?? 0) > 0 : !clean
    if (!lasting) this.#house.memory.end(clientId, this.#session)
    if (will && !this.#saidGoodbye) this.#house.memory.publish({ retain: false, ...will })
  }
}
