import { createServer, type Socket } from 'node:net'
import { parser as createParser, generate, type IConnackPacket, type IPublishPacket, type Packet } from 'mqtt-packet'
import { onTestFinished } from 'vitest'

type Properties = Record<string, unknown>

/** What a scripted peer does instead of what a good broker would; each is asked for every packet of its kind. */
export interface Script {
  /** Reason code and properties of the CONNACK. By default 0: welcome. */
  connack?(connection: number): { readonly reasonCode: number; readonly properties?: Properties }
  /** What to answer a publish with; by default an acknowledgement. */
  publish?(
    packet: IPublishPacket,
    peer: Peer,
  ): 'acknowledge' | 'silence' | { readonly puback: number } | { readonly disconnect: number }
  /** Whether a ping is answered; by default it is. */
  ping?(): 'answer' | 'silence'
}

/** One connection of a client to the scripted peer. */
export interface Peer {
  readonly number: number
  send(packet: Packet): void
  destroy(): void
}

/** An MQTT peer that misbehaves on demand and keeps what it saw. */
export interface ScriptedBroker {
  readonly url: string
  readonly connections: readonly Peer[]
  /** Publishes as they came, whatever became of them. */
  readonly published: readonly IPublishPacket[]
  /** Ids of acknowledgements that the client sent. */
  readonly acknowledged: readonly number[]
  /** How many pings came. */
  readonly pings: number
  /** The most QoS 1 publishes that were unacknowledged at once. */
  readonly mostInFlight: number
  /** Acknowledges publishes that the script was silent about. */
  acknowledge(packets: readonly IPublishPacket[]): void
}

/** Starts a scripted peer on a free loopback port; it is gone when the test has finished. */
export async function startScriptedBroker(script: Script = {}): Promise<ScriptedBroker> {
  const connections: (Peer & { readonly socket: Socket })[] = []
  const published: IPublishPacket[] = []
  const acknowledged: number[] = []
  let pings = 0
  let inFlight = 0
  let mostInFlight = 0

  const server = createServer((socket) => {
    let protocolVersion: 4 | 5 = 5
    const send = (packet: Packet) => void socket.write(generate(packet, { protocolVersion }))
    const peer = { number: connections.length + 1, send, destroy: () => void socket.destroy(), socket }
    connections.push(peer)
    inFlight = 0
    const parser = createParser({ protocolVersion: 5 })
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => void parser.parse(bytes))
    parser.on('packet', (packet: Packet) => {
      if (packet.cmd === 'connect') protocolVersion = packet.protocolVersion === 5 ? 5 : 4
      receive(packet, peer)
    })
  })

  const receive = (packet: Packet, peer: Peer & { readonly socket: Socket }) => {
    switch (packet.cmd) {
      case 'connect': {
        const { reasonCode, properties } = script.connack?.(peer.number) ?? { reasonCode: 0 }
        const connack = {
          cmd: 'connack',
          sessionPresent: false,
          reasonCode,
          returnCode: reasonCode,
          ...(properties ? { properties } : {}),
        }
        peer.send(connack as IConnackPacket)
        if (reasonCode !== 0) peer.socket.end()
        return
      }
      case 'subscribe':
        peer.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: packet.subscriptions.map(() => 1) })
        return
      case 'pingreq':
        pings++
        if (script.ping?.() !== 'silence') peer.send({ cmd: 'pingresp' })
        return
      case 'puback':
        acknowledged.push(packet.messageId ?? 0)
        return
      case 'publish':
        published.push(packet)
        mostInFlight = Math.max(mostInFlight, ++inFlight)
        answer(packet, peer, script.publish?.(packet, peer) ?? 'acknowledge')
        return
    }
  }
  const answer = (
    packet: IPublishPacket,
    peer: Peer & { readonly socket: Socket },
    how: ReturnType<NonNullable<Script['publish']>>,
  ) => {
    if (how === 'silence') return
    if (typeof how === 'object' && 'disconnect' in how) {
      peer.send({ cmd: 'disconnect', reasonCode: how.disconnect })
      peer.socket.end()
      return
    }
    inFlight--
    peer.send({ cmd: 'puback', messageId: packet.messageId ?? 0, reasonCode: how === 'acknowledge' ? 0 : how.puback })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        for (const { socket } of connections) socket.destroy()
        server.close(() => resolve())
      }),
  )
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `mqtt://127.0.0.1:${port}`,
    connections,
    published,
    acknowledged,
    get pings() {
      return pings
    },
    get mostInFlight() {
      return mostInFlight
    },
    acknowledge(packets) {
      const peer = connections.at(-1)
      inFlight -= packets.length
      for (const { messageId } of packets) peer?.send({ cmd: 'puback', messageId: messageId ?? 0, reasonCode: 0 })
    },
  }
}
