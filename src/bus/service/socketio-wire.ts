import type { Socket } from 'socket.io-client'
import { type Clock, DeskError } from '../../core/index.ts'
import type { ServiceAddress, Wire, WireStats } from '../wire.ts'
import type { WireLife } from '../wire-life.ts'
import { placeOf } from './address.ts'
import { eventOf, toMessage } from './message.ts'
import { connectMs, openedInTime, ServiceSocket } from './service-socket.ts'

/**
 * Joins a service that speaks Socket.IO, by web socket only. Each of its events is a message `{"event", "data"}`, and so
 * is what is written. The library connects once and tries nothing again.
 * @throws DeskError DB-SVC-001 to -004, -010, -011: not running, silent, no web socket, an address that is not allowed, a
 * certificate that nobody vouches for, no Socket.IO.
 */
export async function openSocketIo(address: ServiceAddress, clock: Clock, signal: AbortSignal): Promise<Wire> {
  const place = placeOf(address, ['http:', 'https:'])
  // Few desks need it, and all would pay for it at every start.
  const library = await import('socket.io-client')
  const wire = new SocketIoWire(address, connect(library, address, place, clock))
  return await openedInTime(wire, address, clock, signal)
}

class SocketIoWire implements Wire {
  readonly kind = 'messages'
  readonly readable: WireLife['readable']
  readonly lost: WireLife['lost']
  readonly opened: Promise<void>
  readonly #address: ServiceAddress
  readonly #socket: Socket
  readonly #service: ServiceSocket
  readonly #life: WireLife
  readonly #taken: Connection['taken']

  constructor(address: ServiceAddress, { socket, service, taken }: Connection) {
    this.#address = address
    this.#taken = taken
    this.#socket = socket
    this.#service = service
    this.#life = service.life
    this.readable = service.life.readable
    this.lost = service.life.lost
    this.opened = this.#opening()
    this.opened.catch(() => undefined)
    socket.onAny((event: string, ...args: readonly unknown[]) => this.#take(event, args))
    socket.on('disconnect', (reason) => {
      if (reason === 'parse error') this.#life.lose('DB-SVC-006', { reason })
      else this.#life.lose('DB-SVC-005')
    })
    this.lost.then(() => socket.disconnect())
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { event, data } = eventOf(bytes, this.#address.url)
    await this.#life.write(bytes, (taken) => {
      this.#taken.push(taken)
      this.#socket.emit(event, ...(data === undefined ? [] : [data]))
    })
  }

  close(): Promise<void> {
    return this.#service.close()
  }

  stats(): WireStats {
    return this.#life.stats()
  }

  async #opening(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#socket.once('connect', resolve)
    this.#socket.once('connect_error', ({ message }) => {
      const { refusal } = this.#service
      reject(refusal ?? new DeskError('DB-SVC-011', { url: this.#address.url, reason: message }))
    })
    this.#service.opened.catch(reject)
    await promise
  }

  #take(event: string, args: readonly unknown[]): void {
    // A service that wants its event acknowledged sends a function along.
    const values = args.filter((value) => typeof value !== 'function')
    const message = toMessage({ event, data: values.length > 1 ? values : values[0] })
    const { max } = this.#address
    if (message.length > max) this.#life.lose('DB-SVC-009', { limit: max })
    else this.#life.take(message)
  }
}

interface Connection {
  readonly socket: Socket
  readonly service: ServiceSocket
  /** Called in turn, as each write is one packet. */
  readonly taken: (() => void)[]
}

type Library = typeof import('socket.io-client')

/** The library speaks on a socket of ours: it has our limits, our certificates, and our eye on its silence. */
function connect({ io, NodeWebSocket }: Library, address: ServiceAddress, place: URL, clock: Clock): Connection {
  const taken: Connection['taken'] = []
  let service: ServiceSocket | undefined
  class Line extends NodeWebSocket {
    override createSocket(url: string) {
      service = new ServiceSocket(url, address, clock)
      return service.socket
    }

    override doWrite(
      { type }: Parameters<InstanceType<typeof NodeWebSocket>['doWrite']>[0],
      data: string | Buffer,
    ): void {
      service?.socket.send(data, (error) => {
        if (!error && type === 'message') taken.shift()?.()
      })
    }
  }
  const once = { upgrade: false, reconnection: false, forceNew: true, multiplex: false }
  const socket = io(place.href, { ...once, transports: [Line], timeout: 2 * connectMs })
  if (!service) throw new DeskError('DB-SVC-011', { url: address.url, reason: 'no socket' })
  return { socket, service, taken }
}
