import { isIP } from 'node:net'
import { type RawData, WebSocket } from 'ws'
import { type Clock, DeskError, type ErrorCode, type TextArgs, type Timer } from '../core/index.ts'
import { chunkQueue } from './chunk-queue.ts'
import { pendingWrites } from './pending-writes.ts'
import { type LostReason, maxPendingWrite, type Wire, type WireAddress, type WireStats, writeStallMs } from './wire.ts'
import { within } from './within.ts'

type WsAddress = Extract<WireAddress, { kind: 'ws' }>

const connectMs = 3_000
/** A service that has said nothing for this long is asked for a sign of life, and given up after as long again. */
const silenceMs = 10_000

const refusals: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'DB-SVC-001',
  ETIMEDOUT: 'DB-SVC-002',
  EHOSTUNREACH: 'DB-SVC-002',
}

/**
 * Joins a device by the service that its maker has installed on this PC, or in the device itself where that is a small
 * network of its own. Nothing else can be reached: what such a service says is personal data.
 * @throws DeskError DB-SVC-001 to -004: not running, silent, no web socket, an address that is not allowed.
 */
export async function openWs(address: WsAddress, clock: Clock, signal: AbortSignal): Promise<Wire> {
  const { url } = address
  const args = { url, seconds: connectMs / 1000 }
  if (!isAllowed(address)) throw new DeskError('DB-SVC-004', args)
  const socket = new WebSocket(url, { maxPayload: address.max, perMessageDeflate: false, followRedirects: false })
  // Before it is open: what the service says at once must not pass by.
  const wire = new WsWire(socket, address, clock)
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('unexpected-response', (_request, { statusCode }) =>
      reject(new DeskError('DB-SVC-003', { ...args, reason: `HTTP ${statusCode}` })),
    )
    socket.once('error', (error: NodeJS.ErrnoException) =>
      reject(new DeskError(refusals[error.code ?? ''] ?? 'DB-SVC-003', { ...args, reason: error.message })),
    )
  })
  try {
    await within(opened, { clock, ms: connectMs, signal, late: new DeskError('DB-SVC-002', args) })
    return wire
  } catch (error) {
    await wire.close()
    throw error
  }
}

/** This PC, by number or by its one name, or the one address that the site has pinned. No name is ever looked up. */
function isAllowed({ url, pinned }: WsAddress): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'ws:') return false
  const host = hostname.replace(/^\[|\]$/g, '')
  const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  return isLoopback || (isIP(host) !== 0 && host === pinned)
}

class WsWire implements Wire {
  readonly kind = 'messages'
  readonly readable = chunkQueue()
  readonly lost: Promise<LostReason>
  readonly #socket: WebSocket
  readonly #clock: Clock
  readonly #url: string
  readonly #writes = pendingWrites(() => new DeskError('DB-SVC-008', { url: this.#url, limit: maxPendingWrite }))
  readonly #lost = Promise.withResolvers<LostReason>()
  readonly #closed = Promise.withResolvers<void>()
  #bytesIn = 0
  #heardAt: number
  #asked = false
  #look: Timer
  #gone: LostReason | undefined

  constructor(socket: WebSocket, { url, max }: WsAddress, clock: Clock) {
    this.#socket = socket
    this.#clock = clock
    this.#url = url
    this.lost = this.#lost.promise
    this.#heardAt = clock.mono()
    this.#look = this.#lookIn(silenceMs)
    socket.on('message', (data) => this.#take(data))
    socket.on('pong', () => this.#heard())
    // The library answers a ping by itself.
    socket.on('ping', () => this.#heard())
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') this.#lose('DB-SVC-009', { limit: max })
      else this.#lose('DB-SVC-006', { reason: error.message })
    })
    socket.on('close', () => {
      this.#lose('DB-SVC-005')
      this.#closed.resolve()
    })
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#gone) throw new DeskError(this.#gone.code, this.#gone.args)
    const { id, written } = this.#writes.add(bytes.length)
    const stall = this.#clock.after(writeStallMs, () => this.#lose('DB-SVC-007', { seconds: writeStallMs / 1000 }))
    this.#socket.send(bytes, { binary: false }, (error) => {
      if (!error) this.#writes.done(id)
    })
    await written.finally(() => stall.cancel())
  }

  async close(): Promise<void> {
    this.#lose('DB-BUS-001')
    await this.#closed.promise
  }

  stats(): WireStats {
    return {
      bytesIn: this.#bytesIn,
      bytesOut: this.#writes.bytesWritten(),
      droppedBytes: this.readable.droppedBytes(),
      droppedLines: 0,
    }
  }

  #take(data: RawData): void {
    this.#heard()
    const bytes = bytesOf(data)
    this.#bytesIn += bytes.length
    this.readable.push({ bytes, at: this.#clock.mono() })
  }

  #heard(): void {
    this.#heardAt = this.#clock.mono()
    this.#asked = false
  }

  /** A cable that is pulled out of a device says nothing by itself. */
  #lookIn(ms: number): Timer {
    return this.#clock.after(ms, () => {
      const silent = this.#clock.mono() - this.#heardAt
      if (this.#asked) return this.#lose('DB-SVC-002', { seconds: silenceMs / 1000 })
      if (silent >= silenceMs && this.#socket.readyState === WebSocket.OPEN) {
        this.#asked = true
        this.#socket.ping()
      }
      this.#look = this.#lookIn(this.#asked ? silenceMs : Math.max(1, silenceMs - silent))
    })
  }

  #lose(code: ErrorCode, more: TextArgs = {}): void {
    if (this.#gone) return
    const args = code === 'DB-BUS-001' ? {} : { url: this.#url, ...more }
    this.#gone = { code, args }
    this.#look.cancel()
    this.readable.end()
    this.#writes.failAll(new DeskError(code, args))
    this.#socket.terminate()
    this.#lost.resolve(this.#gone)
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
