import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { DeskError, isDeskError, type Log } from '../../core/index.ts'
import {
  aboutPath,
  bundlePath,
  estPath,
  inUsePath,
  makeDeskKey,
  ordersPath,
  packCertificates,
  publicKeyOf,
  trustPath,
} from '../../identity/index.ts'
import { derOf } from './certificates.ts'
import type { Enrolment } from './enrolment.ts'
import { readRequest } from './request.ts'

/** A server that enrols desks: EST (RFC 7030), and what our desks need beside it. */
export interface EnrolmentServer {
  readonly port: number
  stop(): Promise<void>
}

/** What it needs. */
export interface EnrolmentServerOptions {
  readonly enrolment: Enrolment
  readonly port: number
  readonly host?: string
  /** Names and addresses by which desks may call it. */
  readonly names: readonly string[]
  /** Something happened that the broker has to be told before the desk comes. */
  changed(): Promise<void>
  /** Takes support bundles, where somebody asks desks for them. */
  readonly bundles?: BundleTaker
  readonly log: Log
}

/** Who takes the support bundles that desks bring. Desks by their full names. */
export interface BundleTaker {
  /** Whether a desk was asked for one under this id; asked before anything of it is read. */
  isWanted(desk: string, id: string): boolean
  take(desk: string, id: string, bundle: Uint8Array): Promise<void>
}

interface Answer {
  readonly status: number
  readonly type?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

type Handler = (ask: Ask) => Promise<Answer>

interface Ask {
  readonly query: URLSearchParams
  readonly login: { readonly user: string; readonly password: string } | undefined
  /** The certificate of the other end, whose key it has proven; undefined when it showed none. */
  readonly shown: Uint8Array | undefined
  /** Up to so many bytes; as large as a request for a certificate unless given. */
  body(largest?: number): Promise<Buffer>
}

/** Slow or endless requests end here. */
const limits = { headersTimeout: 5_000, requestTimeout: 60_000, keepAliveTimeout: 5_000, maxHeaderSize: 16 * 1024 }
const mostConnections = 200
/** A request for a certificate is half a kilobyte. */
const largestRequest = 16 * 1024
const largestBundle = 5 * 1024 * 1024
const certificateDays = 397
const certsOnly = 'application/pkcs7-mime; smime-type=certs-only'

/**
 * Serves enrolment until stopped. Its own certificate is made anew at each start, so that it has the names of today.
 * @throws DeskError DB-CTR-048 the port is taken.
 */
export async function serveEnrolment(options: EnrolmentServerOptions): Promise<EnrolmentServer> {
  const { port, host = '0.0.0.0', log } = options
  const routes = routesOf(options)
  const server = createServer(tlsOf(options), (request, response) => {
    handle(routes, request)
      .catch((error: unknown) => refusal(error, log))
      .then(async (answer) => {
        await drain(request)
        send(response, answer)
      })
  })
  server.maxConnections = mostConnections
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new DeskError('DB-CTR-048', { port, reason: error.message }, { cause: error })),
    )
    server.listen(port, host, resolve)
  })
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) }
}

/** Who shows an expired certificate gets in here, and to nothing but a renewal: so nobody is refused by TLS itself. */
function tlsOf({ enrolment, names }: EnrolmentServerOptions) {
  const key = makeDeskKey()
  const { certificate } = enrolment.issueServer('deskbridge enrolment', publicKeyOf(key), names, certificateDays)
  const { desks } = enrolment.authorities
  return {
    ...limits,
    key,
    cert: certificate,
    ca: desks.certificate,
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
  } as const
}

function routesOf(options: EnrolmentServerOptions): Readonly<Record<string, Handler>> {
  const { enrolment, changed } = options
  const envelope = (certificates: readonly string[]): Answer => ({
    status: 200,
    type: certsOnly,
    headers: { 'content-transfer-encoding': 'base64' },
    body: Buffer.from(packCertificates(certificates.map(derOf))).toString('base64'),
  })
  return {
    [`GET ${estPath}/cacerts`]: async () => {
      const { servers, desks } = enrolment.authorities
      return envelope([servers.certificate, desks.certificate])
    },
    // What we would wish for in a request: nothing.
    [`GET ${estPath}/csrattrs`]: async () => ({ status: 204 }),
    [`POST ${estPath}/simpleenroll`]: async ({ login, body }) => {
      if (!login) throw new DeskError('DB-CTR-044')
      const certificate = await enrolment.enrol(login.user, login.password, await readRequest(await textOf(body)))
      await changed()
      return envelope([certificate])
    },
    [`POST ${estPath}/simplereenroll`]: async ({ shown, body }) =>
      envelope([await enrolment.renew(mustShow(shown), await readRequest(await textOf(body)))]),
    [`GET ${trustPath}`]: async ({ query }) => {
      const proven = await enrolment.proveWords(query.get('desk') ?? '')
      return proven ? json(proven) : { status: 404 }
    },
    [`GET ${aboutPath}`]: async () => json(enrolment.about),
    ...doorRoutes(options),
  }
}

/** What desks that have a certificate come for. */
function doorRoutes({ enrolment, bundles }: EnrolmentServerOptions): Readonly<Record<string, Handler>> {
  return {
    [`POST ${inUsePath}`]: async ({ shown }) => {
      await enrolment.inUse(mustShow(shown))
      return { status: 204 }
    },
    [`GET ${ordersPath}`]: async ({ shown }) => {
      const order = await enrolment.orderFor(mustShow(shown))
      return order ? json(order) : { status: 204 }
    },
    [`POST ${ordersPath}`]: async ({ shown }) => {
      await enrolment.forgotten(mustShow(shown))
      return { status: 204 }
    },
    [`POST ${bundlePath}`]: async ({ shown, query, body }) => {
      const desk = await enrolment.deskOf(mustShow(shown))
      const id = query.get('id') ?? ''
      // Before anything of it is read: nobody fills our disk unasked.
      if (!bundles?.isWanted(desk, id)) throw new DeskError('DB-CTR-052', { desk })
      await bundles.take(desk, id, await body(largestBundle))
      return { status: 204 }
    },
  }
}

function mustShow(shown: Uint8Array | undefined): Uint8Array {
  if (!shown) throw new DeskError('DB-CTR-046', { reason: 'none was shown' })
  return shown
}

function json(value: unknown): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) }
}

async function handle(routes: Readonly<Record<string, Handler>>, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'https://enrolment')
  const name = `${request.method} ${url.pathname}`
  const handler = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (!handler) return { status: 404 }
  return await handler({
    query: url.searchParams,
    login: loginOf(request.headers.authorization),
    shown: shownOf(request.socket as TLSSocket),
    body: (largest = largestRequest) => readBody(request, largest),
  })
}

function shownOf(socket: TLSSocket): Uint8Array | undefined {
  // Without a certificate Node gives an empty object.
  return (socket.getPeerCertificate() as { raw?: Buffer } | null)?.raw
}

function loginOf(header: string | undefined): Ask['login'] {
  const [, base64] = /^Basic ([A-Za-z0-9+/=]{1,200})$/.exec(header ?? '') ?? []
  if (base64 === undefined) return undefined
  const [user = '', ...rest] = Buffer.from(base64, 'base64').toString('utf8').split(':')
  return { user, password: rest.join(':') }
}

async function textOf(body: Ask['body']): Promise<string> {
  return (await body()).toString('latin1')
}

async function readBody(request: IncomingMessage, largest: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largest) throw new DeskError('DB-CTR-042', { reason: 'too long' })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Throws away what is left of a request, up to a bound: who is still sending would lose the answer with the connection. */
async function drain(request: IncomingMessage): Promise<void> {
  let size = 0
  try {
    if (request.readableEnded) return
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length
      if (size > 2 * largestBundle) return
    }
  } catch {
    // Whoever asked is gone.
  }
}

/** What was refused was written by whoever asked; what went wrong in here is nobody's business out there. */
function refusal(error: unknown, log: Log): Answer {
  const code = isDeskError(error) ? error.code : undefined
  log.warn('enrolment refused', isDeskError(error) ? { code: error.code } : { reason: String(error) })
  // A name that nobody can have has no code either.
  if (code === 'DB-CTR-044' || code === 'DB-CTR-043')
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="deskbridge"' } }
  const status = code === undefined ? 500 : code === 'DB-CTR-042' ? 400 : 403
  return { status, type: 'text/plain; charset=utf-8', body: isDeskError(error) ? error.message : 'error' }
}

function send(response: ServerResponse, { status, type, body = '', headers }: Answer): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, {
    ...(type === undefined ? {} : { 'content-type': type }),
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
    ...headers,
  })
  response.end(body)
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
