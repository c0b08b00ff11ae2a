import { type RawData, WebSocket } from 'ws'
import { type Clock, DeskError } from '../../core/index.ts'
import type { ServiceAddress, Wire } from '../wire.ts'
import { WireLife } from '../wire-life.ts'
import { within } from '../within.ts'
import { connecting } from './address.ts'
import { refusalOf } from './refusal.ts'
import { SilenceWatch, silenceMs } from './silence-watch.ts'

/** How long a service may take to let us in. */
export const connectMs = 3_000

/** A web socket to the service of a maker, which is watched from its beginning. */
export class ServiceSocket {
  readonly life: WireLife
  /** Resolves when the service has let us in; rejects with why not. */
  readonly opened: Promise<void>
  readonly #socket: WebSocket
  readonly #closed = Promise.withResolvers<void>()
  readonly #silence: SilenceWatch
  #refusal: DeskError | undefined

  /** `url` is the one that the address leads to. */
  constructor(url: string | URL, address: ServiceAddress, clock: Clock) {
    const options = { ...connecting(address), maxPayload: address.max }
    const socket = new WebSocket(url, { ...options, perMessageDeflate: false, followRedirects: false })
    this.#socket = socket
    this.life = new WireLife({
      clock,
      peer: { url: address.url },
      codes: { stalled: 'DB-SVC-007', full: 'DB-SVC-008' },
      release: () => this.#release(),
    })
    this.#silence = new SilenceWatch({
      clock,
      ask: () => this.#ask(),
      silent: () => this.life.lose('DB-SVC-002', { seconds: silenceMs / 1000 }),
    })
    this.opened = this.#opening(address)
    // Whoever opens it may have given up before it says why.
    this.opened.catch(() => undefined)
    this.#listen(address)
  }

  /** The socket itself, for what is spoken on it. */
  get socket(): WebSocket {
    return this.#socket
  }

  /** Why the service did not let us in. */
  get refusal(): DeskError | undefined {
    return this.#refusal
  }

  onMessage(take: (bytes: Uint8Array) => void): void {
    this.#socket.on('message', (data) => take(bytesOf(data)))
  }

  async close(): Promise<void> {
    this.life.lose('DB-BUS-001')
    await this.#closed.promise
  }

  #opening({ url }: ServiceAddress): Promise<void> {
    const args = { url, seconds: connectMs / 1000 }
    return new Promise<void>((resolve, reject) => {
      const refuse = (refusal: DeskError) => {
        this.#refusal ??= refusal
        reject(refusal)
      }
      this.#socket.once('open', resolve)
      this.#socket.once('unexpected-response', (_request, { statusCode }) =>
        refuse(new DeskError('DB-SVC-003', { ...args, reason: `HTTP ${statusCode}` })),
      )
      this.#socket.once('error', (error) => refuse(refusalOf(error, 'DB-SVC-003', args)))
    })
  }

  #listen({ max }: ServiceAddress): void {
    for (const sign of ['message', 'pong', 'ping'] as const) this.#socket.on(sign, () => this.#silence.heard())
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') this.life.lose('DB-SVC-009', { limit: max })
      else this.life.lose('DB-SVC-006', { reason: error.message })
    })
    this.#socket.on('close', () => {
      this.life.lose('DB-SVC-005')
      this.#closed.resolve()
    })
  }

  #ask(): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false
    this.#socket.ping()
    return true
  }

  #release(): void {
    this.#silence.stop()
    this.#socket.terminate()
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

/** Waits until a service has opened its wire; closes it where that takes too long or fails. */
export async function openedInTime<T extends Wire & { readonly opened: Promise<void> }>(
  wire: T,
  { url }: ServiceAddress,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  const late = new DeskError('DB-SVC-002', { url, seconds: connectMs / 1000 })
  try {
    await within(wire.opened, { clock, ms: connectMs, signal, late })
    return wire
  } catch (error) {
    await wire.close()
    throw error
  }
}
