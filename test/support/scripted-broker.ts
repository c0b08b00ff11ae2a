import { type AddressInfo, createServer, type Server } from 'node:net'
import type { IPublishPacket, Packet } from 'mqtt-packet'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../src/core/index.ts'
import { systemClock } from './faces.ts'
import { Connection, type House, type Peer } from './scripted-broker/connection.ts'
import { Memory } from './scripted-broker/memory.ts'
import type { Script } from './scripted-broker/script.ts'

export type { Peer } from './scripted-broker/connection.ts'
export { type Answer, type ConnackAnswer, refuseVersion5, type Script } from './scripted-broker/script.ts'

/** An MQTT peer that misbehaves on demand and keeps what it saw. */
export interface ScriptedBroker {
  readonly url: string
  readonly port: number
  readonly connections: readonly Peer[]
  /** Publishes as they came, whatever became of them. */
  readonly published: readonly IPublishPacket[]
  /** Ids of acknowledgements that the client sent. */
  readonly acknowledged: readonly number[]
  /** Packets of all kinds, as they came. */
  readonly received: readonly Packet[]
  /** How many pings came. */
  readonly pings: number
  /** The most QoS 1 publishes that were unacknowledged at once on one connection. */
  readonly mostInFlight: number
  /** Acknowledges publishes that the script was silent about, on the newest connection. */
  acknowledge(packets: readonly IPublishPacket[], reasonCode?: number): void
  /** Delivers to whoever subscribed, again on each connection until acknowledged; `retain` keeps it for those to come. */
  deliver(topic: string, payload: string | Buffer, retain?: 'retain'): void
  /** Breaks every connection without a word and refuses new ones, as when the machine lost its power. */
  goAway(): Promise<void>
  /** Listens again, on the same port. */
  comeBack(): Promise<void>
  /** Forgets sessions and retained messages, as a broker without persistence does at its restart. */
  forget(): void
}

/**
 * Starts a scripted peer on a free loopback port; it is gone when the test has finished. What the script says nothing
 * about is done as an ordinary broker does it: sessions, retained messages, wills, routing and redelivery at QoS 1, one
 * connection per client. It does not check keep-alive times.
 */
export async function startScriptedBroker(script: Script = {}, clock: Clock = systemClock): Promise<ScriptedBroker> {
  const memory = new Memory()
  const connections: Connection[] = []
  const received: Packet[] = []
  const published: IPublishPacket[] = []
  const acknowledged: number[] = []
  const saw = (packet: Packet) => {
    received.push(packet)
    if (packet.cmd === 'publish') published.push(packet)
    if (packet.cmd === 'puback') acknowledged.push(packet.messageId ?? 0)
  }
  const house: House = { script, memory, clock, connections, saw }
  const server = createServer((socket) => {
    const number = connections.length + 1
    const welcome = script.accept?.(number) ?? 'welcome'
    const connection = new Connection(socket, number, house)
    connections.push(connection)
    if (welcome === 'refuse') socket.resetAndDestroy()
    if (welcome === 'deaf') connection.deafen()
  })
  await listen(server, 0)
  const { port } = server.address() as AddressInfo
  const goAway = () => leave(server, connections)
  onTestFinished(goAway)
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    connections,
    published,
    acknowledged,
    received,
    get pings() {
      return received.filter((packet) => packet.cmd === 'pingreq').length
    },
    get mostInFlight() {
      return Math.max(0, ...connections.map((connection) => connection.mostInFlight))
    },
    acknowledge(packets, reasonCode) {
      for (const packet of packets) connections.at(-1)?.acknowledge(packet, reasonCode)
    },
    deliver: (topic, payload, retain) => memory.publish({ topic, payload, retain: retain === 'retain' }),
    goAway,
    comeBack: () => listen(server, port),
    forget: () => memory.forget(),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function leave(server: Server, connections: readonly Peer[]): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const connection of connections) connection.destroy()
  await closed
}
