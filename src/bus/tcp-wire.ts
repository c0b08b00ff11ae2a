import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { type Clock, DeskError, type ErrorCode } from '../core/index.ts'
import type { Wire, WireAddress, WireStats } from './wire.ts'
import { WireLife } from './wire-life.ts'
import { within } from './within.ts'

type TcpAddress = Extract<WireAddress, { kind: 'tcp' }>

const connectMs = 3_000
/** A silent peer is probed after this; the system gives it up some 10 s later. */
const keepAliveMs = 10_000

const refusals: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'DB-TCP-001',
  ETIMEDOUT: 'DB-TCP-002',
  ENOTFOUND: 'DB-TCP-003',
  EAI_AGAIN: 'DB-TCP-003',
}

/** Connects to a device in the network. A stream without a child process, as sockets neither crash nor hang. */
export async function openTcp(address: TcpAddress, clock: Clock, signal: AbortSignal): Promise<Wire> {
  const { host, port } = address
  const args = { host, port, seconds: connectMs / 1000 }
  const socket = createConnection({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs })
  const wire = new TcpWire(socket, address, clock)
  const connected = once(socket, 'connect').catch((error: NodeJS.ErrnoException) => {
    throw new DeskError(refusals[error.code ?? ''] ?? 'DB-TCP-004', { ...args, reason: error.message })
  })
  try {
    await within(connected, { clock, ms: connectMs, signal, late: new DeskError('DB-TCP-002', args) })
    return wire
  } catch (error) {
    socket.destroy()
    throw error
  }
}

class TcpWire implements Wire {
  readonly kind = 'stream'
  readonly readable: WireLife['readable']
  readonly lost: WireLife['lost']
  readonly #socket: Socket
  readonly #life: WireLife

  constructor(socket: Socket, { host, port }: TcpAddress, clock: Clock) {
    this.#socket = socket
    this.#life = new WireLife({
      clock,
      peer: { host, port },
      codes: { stalled: 'DB-TCP-007', full: 'DB-TCP-008' },
      release: () => socket.destroy(),
    })
    this.readable = this.#life.readable
    this.lost = this.#life.lost
    socket.on('data', (bytes) => this.#life.take(bytes))
    socket.on('error', (error) => this.#life.lose('DB-TCP-006', { reason: error.message }))
    // A device that has closed its half can answer nothing any more.
    socket.on('end', () => this.#life.lose('DB-TCP-005'))
    socket.on('close', () => this.#life.lose('DB-TCP-005'))
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#life.write(bytes, (taken) => {
      this.#socket.write(bytes, (error) => {
        if (!error) taken()
      })
    })
  }

  async close(): Promise<void> {
    this.#life.lose('DB-BUS-001')
    if (!this.#socket.closed) await once(this.#socket, 'close')
  }

  stats(): WireStats {
    return this.#life.stats()
  }
}
