import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { createConnection } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { type Clock, DeskError } from '../../core/index.ts'
import type { ServiceAddress, Wire, WireStats } from '../wire.ts'
import { WireLife } from '../wire-life.ts'
import { within } from '../within.ts'
import { connecting, placeOf } from './address.ts'
import { type RequestMessage, requestOf, toMessage } from './message.ts'
import { refusalOf } from './refusal.ts'
import { connectMs } from './service-socket.ts'

/** How long a service may take to answer a request. */
const answerMs = 10_000

/**
 * Joins a service that is asked by HTTP. A written message `{"method", "path", "body"}` is one request, taken when it is
 * answered, and its answer arrives as `{"path", "status", "body"}`.
 * @throws DeskError DB-SVC-001, -002, -004, -010, -011: not running, silent, an address that is not allowed, a
 * certificate that nobody vouches for, out of reach.
 */
export async function openRest(address: ServiceAddress, clock: Clock, signal: AbortSignal): Promise<Wire> {
  const place = placeOf(address, ['http:', 'https:'])
  const args = { url: address.url, seconds: connectMs / 1000 }
  const probe = dial(address, place)
  const reached = once(probe, place.protocol === 'https:' ? 'secureConnect' : 'connect').catch((error) => {
    throw refusalOf(error, 'DB-SVC-011', args)
  })
  try {
    await within(reached, { clock, ms: connectMs, signal, late: new DeskError('DB-SVC-002', args) })
    return new RestWire(address, place, clock)
  } finally {
    // It has shown that somebody is there; each request brings its own connection.
    probe.on('error', () => undefined).destroy()
  }
}

class RestWire implements Wire {
  readonly kind = 'messages'
  readonly readable: WireLife['readable']
  readonly lost: WireLife['lost']
  readonly #address: ServiceAddress
  readonly #place: URL
  readonly #life: WireLife
  readonly #isOver = new AbortController()
  #turn: Promise<void> = Promise.resolve()

  constructor(address: ServiceAddress, place: URL, clock: Clock) {
    this.#address = address
    this.#place = place
    this.#life = new WireLife({
      clock,
      peer: { url: address.url },
      codes: { stalled: 'DB-SVC-002', full: 'DB-SVC-008' },
      stallMs: answerMs,
      release: () => this.#isOver.abort(),
    })
    this.readable = this.#life.readable
    this.lost = this.#life.lost
  }

  async write(bytes: Uint8Array): Promise<void> {
    const message = requestOf(bytes, this.#address.url)
    await this.#life.write(bytes, (taken) => {
      this.#turn = this.#turn.then(() => this.#ask(message)).then(taken)
    })
  }

  async close(): Promise<void> {
    this.#life.lose('DB-BUS-001')
    await this.#turn
  }

  stats(): WireStats {
    return this.#life.stats()
  }

  /** Never rejects: a request that fails ends the wire. */
  async #ask(message: RequestMessage): Promise<void> {
    if (this.#life.isOver) return
    const { url, max } = this.#address
    try {
      const answer = await this.#send(message)
      const status = answer.statusCode ?? 0
      if (status >= 300 && status < 400) throw new DeskError('DB-SVC-011', { url, reason: `HTTP ${status}` })
      const body = await readAll(answer, max)
      const told = body && toMessage({ path: message.path, status, body: documentOf(body) })
      if (told && told.length <= max) this.#life.take(told)
      else this.#life.lose('DB-SVC-009', { limit: max })
    } catch (error) {
      const why = error instanceof DeskError ? error : refusalOf(error as NodeJS.ErrnoException, 'DB-SVC-006', { url })
      this.#life.lose(why.code, why.args)
    }
  }

  async #send({ method, path, body }: RequestMessage): Promise<IncomingMessage> {
    const text = body === undefined ? undefined : toMessage({ body }).subarray('{"body":'.length, -1)
    const isTls = this.#place.protocol === 'https:'
    const going = (isTls ? tlsRequest : request)(new URL(this.#place.origin), {
      ...connecting(this.#address),
      method,
      path: this.#place.pathname.replace(/\/$/, '') + path,
      // A connection that was kept may end at the very moment of the next request.
      agent: new (isTls ? TlsAgent : Agent)({ keepAlive: false }),
      headers: {
        accept: 'application/json',
        ...(text ? { 'content-type': 'application/json', 'content-length': text.length } : {}),
      },
      signal: this.#isOver.signal,
    })
    const answered = once(going, 'response')
    going.end(text)
    const [answer]: readonly IncomingMessage[] = await answered
    if (!answer) throw new DeskError('DB-SVC-011', { url: this.#address.url, reason: '–' })
    return answer
  }
}

function dial(address: ServiceAddress, { protocol, hostname, port }: URL) {
  const isTls = protocol === 'https:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const where = { ...connecting(address), host, port: Number(port) || (isTls ? 443 : 80) }
  return isTls ? tlsConnect(where) : createConnection(where)
}

/** The whole body; undefined when it is longer than it may be, of which no more is read. */
async function readAll(answer: IncomingMessage, max: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > max) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** What an answer says: a JSON document, or else its text. */
function documentOf(body: Uint8Array): unknown {
  const text = Buffer.from(body).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
