import type { IConnackPacket, IConnectPacket, IPublishPacket, ISubscribePacket, Packet } from 'mqtt-packet'
import type { Peer } from './connection.ts'

/** What a peer can do instead of answering, whatever it was sent. `deaf` also reads nothing more (see {@link Peer.deafen}). */
export type Misbehaviour = 'silence' | 'destroy' | 'deaf' | { readonly disconnect: number }

/** An answer of its own kind or a misbehaviour, at once or late. */
export type Answer<Own> = Own | Misbehaviour | Late<Own>

/** What follows after so many milliseconds of the broker's clock. */
export interface Late<Own> {
  readonly after: number
  readonly answer: Own | Misbehaviour
}

/** A CONNACK. Its code also goes out as return code to a client that speaks 3.1.1. */
export interface ConnackAnswer {
  readonly reasonCode: number
  readonly properties?: NonNullable<IConnackPacket['properties']>
  /** By default the truth. */
  readonly sessionPresent?: boolean
  /** A broker that knows only 3.1.1 also says so in the packet of 3.1.1. By default the client's version. */
  readonly form?: 4 | 5
}

/** A PUBACK with any code; for an id that was never used, or several times. */
export interface PubackAnswer {
  readonly puback: number
  readonly messageId?: number
  readonly times?: number
}

/** What a scripted peer does instead of what a good broker would; each is asked for every packet of its kind. */
export interface Script {
  /** Asked at every TCP connection. `refuse` resets it, `deaf` takes it and reads nothing. */
  accept?(connection: number): 'welcome' | 'refuse' | 'deaf'
  /** Asked first, for every packet of any kind; `go on` leaves it to the others. */
  packet?(packet: Packet, peer: Peer): Answer<'go on'>
  /** By default 0: welcome. Any other code also closes the connection. */
  connack?(connection: number, packet: IConnectPacket): Answer<ConnackAnswer>
  /** By default the message is taken, routed and acknowledged. Only a PUBACK below 0x80 makes the broker route it. */
  publish?(packet: IPublishPacket, peer: Peer): Answer<'acknowledge' | PubackAnswer>
  /** By default every filter is granted. A SUBACK with these codes grants those below 0x80. */
  subscribe?(packet: ISubscribePacket, peer: Peer): Answer<'grant' | { readonly suback: readonly number[] }>
  /** By default answered. */
  ping?(peer: Peer): Answer<'answer'>
}

/** The script of a broker that speaks MQTT 3.1.1 only and says so with this code: 0x84 as MQTT 5 wants, or 0x01 as of old. */
export function refuseVersion5(reasonCode: 0x84 | 0x01 = 0x84): Script {
  const form = reasonCode === 0x01 ? 4 : 5
  return { connack: (_, packet) => (packet.protocolVersion === 5 ? { reasonCode, form } : { reasonCode: 0 }) }
}

/** Whether an answer is none of its kind's own. */
export function isMisbehaviour<Own>(answer: Answer<Own>): answer is Misbehaviour {
  const words: readonly unknown[] = ['silence', 'destroy', 'deaf']
  return words.includes(answer) || (typeof answer === 'object' && answer !== null && 'disconnect' in answer)
}

/** Whether an answer comes later. */
export function isLate<Own>(answer: Own | Late<Own>): answer is Late<Own> {
  return typeof answer === 'object' && answer !== null && 'after' in answer && 'answer' in answer
}
