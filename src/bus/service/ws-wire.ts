import type { Clock } from '../../core/index.ts'
import type { ServiceAddress, Wire, WireStats } from '../wire.ts'
import type { WireLife } from '../wire-life.ts'
import { placeOf } from './address.ts'
import { openedInTime, ServiceSocket } from './service-socket.ts'

/**
 * Joins a device by the service that its maker has installed on this PC, or in the device itself where that is a small
 * network of its own.
 * @throws DeskError DB-SVC-001 to -004, -010: not running, silent, no web socket, an address that is not allowed, a
 * certificate that nobody vouches for.
 */
export async function openWs(address: ServiceAddress, clock: Clock, signal: AbortSignal): Promise<Wire> {
  // Before it is open: what the service says at once must not pass by.
  const wire = new WsWire(new ServiceSocket(placeOf(address, ['ws:', 'wss:']), address, clock))
  return await openedInTime(wire, address, clock, signal)
}

class WsWire implements Wire {
  readonly kind = 'messages'
  readonly readable: WireLife['readable']
  readonly lost: WireLife['lost']
  readonly opened: Promise<void>
  readonly #service: ServiceSocket

  constructor(service: ServiceSocket) {
    this.#service = service
    this.readable = service.life.readable
    this.lost = service.life.lost
    this.opened = service.opened
    service.onMessage((bytes) => service.life.take(bytes))
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#service.life.write(bytes, (taken) => {
      this.#service.socket.send(bytes, { binary: false }, (error) => {
        if (!error) taken()
      })
    })
  }

  close(): Promise<void> {
    return this.#service.close()
  }

  stats(): WireStats {
    return this.#service.life.stats()
  }
}
