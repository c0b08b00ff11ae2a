import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { type Clock, DeskError, type ErrorCode, type TextArgs } from '../core/index.ts'
import { chunkQueue } from './chunk-queue.ts'
import { pendingWrites } from './pending-writes.ts'
import { type LostReason, maxPendingWrite, type Wire, type WireAddress, type WireStats, writeStallMs } from './wire.ts'
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
  readonly readable = chunkQueue()
  readonly lost: Promise<LostReason>
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #peer: { readonly host: string; readonly port: number }
  readonly #writes = pendingWrites(() => new DeskError('DB-TCP-008', { ...this.#peer, limit: maxPendingWrite }))
  readonly #lost = Promise.withResolvers<LostReason>()
  #bytesIn = 0
  #gone: LostReason | undefined

  constructor(socket: Socket, { host, port }: TcpAddress, clock: Clock) {
    this.#socket = socket
    this.#clock = clock
    this.#peer = { host, port }
    this.lost = this.#lost.promise
    socket.on('data', (bytes) => {
      this.#bytesIn += bytes.length
      this.readable.push({ bytes, at: clock.mono() })
    })
    socket.on('error', (error) => this.#lose('DB-TCP-006', { reason: error.message }))
    // A device that has closed its half can answer nothing any more.
    socket.on('end', () => this.#lose('DB-TCP-005'))
    socket.on('close', () => this.#lose('DB-TCP-005'))
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#gone) throw new DeskError(this.#gone.code, this.#gone.args)
    const { id, written } = this.#writes.add(bytes.length)
    const stall = this.#clock.after(writeStallMs, () => this.#lose('DB-TCP-007', { seconds: writeStallMs / 1000 }))
    this.#socket.write(bytes, (error) => {
      if (!error) this.#writes.done(id)
    })
    await written.finally(() => stall.cancel())
  }

  async close(): Promise<void> {
    this.#lose('DB-BUS-001')
    if (!this.#socket.closed) await once(this.#socket, 'close')
  }

  stats(): WireStats {
    return {
      bytesIn: this.#bytesIn,
      bytesOut: this.#writes.bytesWritten(),
      droppedBytes: this.readable.droppedBytes(),
      droppedLines: 0,
    }
  }

  #lose(code: ErrorCode, more: TextArgs = {}): void {
    if (this.#gone) return
    const args = code === 'DB-BUS-001' ? {} : { ...this.#peer, ...more }
    this.#gone = { code, args }
    this.readable.end()
    this.#writes.failAll(new DeskError(code, args))
    this.#socket.destroy()
    this.#lost.resolve(this.#gone)
  }
}
