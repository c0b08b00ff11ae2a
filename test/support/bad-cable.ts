import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { Packet } from 'mqtt-packet'
import { onTestFinished } from 'vitest'
import type { Clock, Random } from '../../src/core/index.ts'
import { Lane, type LaneManners } from './bad-cable/lane.ts'
import { systemClock } from './faces.ts'

export type { LaneManners } from './bad-cable/lane.ts'

/** How a network treats its users. Nothing said: perfectly. */
export interface Manners {
  /** From the client to the broker. */
  readonly up?: LaneManners
  /** From the broker to the client. */
  readonly down?: LaneManners
  /** Swallows everything both ways and takes new connections into the void; nobody is told. */
  readonly halfOpen?: true
}

/** A cable between an MQTT client and its broker that misbehaves on demand. */
export interface BadCable {
  /** The client's end. */
  readonly url: string
  readonly port: number
  /** Connections made so far. */
  readonly connections: number
  /** Bytes that came out at the other end. */
  readonly carried: { readonly up: number; readonly down: number }
  /** Packets that vanished. */
  readonly dropped: number
  /** From now on the network is like this, for all connections. A half-open connection never comes back to life. */
  behave(manners: Manners): void
  /** Resets all connections. */
  cut(): void
  /** Resets all connections and refuses new ones. */
  pull(): Promise<void>
  /** Takes connections again, at the same port. */
  plug(): Promise<void>
}

/** A round trip that takes so many milliseconds, always. */
export function roundTrip(ms: number): Manners {
  return { up: { delay: ms / 2 }, down: { delay: ms / 2 } }
}

/** Drops this share of the packets that match. */
export function dropSome(random: Random, share: number, matches: (packet: Packet) => boolean): LaneManners {
  return { drop: (packet) => matches(packet) && random.unit() < share }
}

/** Lays a cable to a broker's URL; it is gone when the test has finished. */
export async function layBadCable(
  brokerUrl: string,
  manners: Manners = {},
  clock: Clock = systemClock,
): Promise<BadCable> {
  const cable = new Cable(brokerUrl, manners, clock)
  await cable.plug()
  onTestFinished(() => cable.pull())
  return cable
}

interface Joint {
  readonly lanes: readonly Lane[]
  cut(): void
}

class Cable implements BadCable {
  readonly carried = { up: 0, down: 0 }
  readonly #target: URL
  readonly #clock: Clock
  readonly #joints = new Set<Joint>()
  readonly #server: Server = createServer((client) => this.#join(client))
  #manners: Manners
  #port = 0
  #connections = 0
  #dropped = 0

  constructor(brokerUrl: string, manners: Manners, clock: Clock) {
    this.#target = new URL(brokerUrl)
    this.#manners = manners
    this.#clock = clock
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.#port}`
  }

  get connections(): number {
    return this.#connections
  }

  get dropped(): number {
    return this.#dropped
  }

  behave(manners: Manners): void {
    this.#manners = manners
    for (const lane of [...this.#joints].flatMap(({ lanes }) => lanes)) {
      if (manners.halfOpen) lane.swallow()
      lane.wake()
    }
  }

  cut(): void {
    for (const joint of this.#joints) joint.cut()
  }

  async pull(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.cut()
    await closed
  }

  async plug(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#port, '127.0.0.1', () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
    this.#port = (this.#server.address() as AddressInfo).port
  }

  #join(client: Socket): void {
    this.#connections++
    const broker = connect(Number(this.#target.port), this.#target.hostname)
    const cut = () => {
      client.resetAndDestroy()
      broker.resetAndDestroy()
    }
    const version = { protocolVersion: 5 }
    const lane = (from: Socket, to: Socket, way: 'up' | 'down') =>
      new Lane(from, to, {
        clock: this.#clock,
        manners: () => this.#manners[way] ?? {},
        version,
        cut,
        carried: (bytes) => {
          this.carried[way] += bytes
        },
        dropped: () => this.#dropped++,
      })
    const joint = { lanes: [lane(client, broker, 'up'), lane(broker, client, 'down')], cut }
    this.#joints.add(joint)
    if (this.#manners.halfOpen) for (const each of joint.lanes) each.swallow()
    for (const end of [client, broker]) {
      end.setNoDelay(true)
      end.on('error', () => end.destroy())
      end.on('close', () => {
        if (client.destroyed && broker.destroyed) this.#joints.delete(joint)
      })
    }
  }
}
