import type { IncomingMessage } from 'node:http'
import { DeskError } from '../core/index.ts'

/** What a request asks for, once it may ask at all. */
export type Asked =
  | { readonly kind: 'page'; readonly path: string }
  | { readonly kind: 'feed'; readonly query: URLSearchParams }
  | { readonly kind: 'action'; readonly name: string }
  /** A browser asks whether an application may send such a request. */
  | { readonly kind: 'preflight' }

/** Where a request comes from. A browser says nothing where a page of ours is opened or one of its files is read. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'page'; readonly origin: string }
  | { readonly kind: 'application'; readonly origin: string }

/** Where the server listens, the only hosts it answers, and whom. */
export interface Allowed {
  readonly hosts: readonly string[]
  readonly origins: readonly string[]
  /** Web applications of the centre. */
  readonly applications: readonly string[]
}

/** The largest body of an action. */
export const largestBody = 64 * 1024

const feedPath = '/v1'
const actionPath = /^\/v1\/([a-z][a-z0-9-]{0,30})$/

/** The hosts and origins of a loopback server. A page that was reached by another name is not ours. */
export function allowedOn(port: number, applications: readonly string[] = []): Allowed {
  const hosts = [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`]
  return { hosts, origins: hosts.map((host) => `http://${host}`), applications }
}

/**
 * Who sent a request, before anything else of it is looked at: any web page in any browser of this PC can reach a
 * loopback port. Host first (against names that were rebound to 127.0.0.1), then Origin.
 * @throws DeskError DB-DSK-001, 002.
 */
export function callerOf(request: IncomingMessage, allowed: Allowed): Caller {
  checkHost(request, allowed)
  const given = request.headersDistinct.origin ?? []
  const [origin] = given
  if (origin === undefined) return { kind: 'nobody' }
  if (given.length === 1 && allowed.origins.includes(origin)) return { kind: 'page', origin }
  if (given.length === 1 && allowed.applications.includes(origin)) return { kind: 'application', origin }
  throw new DeskError('DB-DSK-002', { origin: given.join(' ') })
}

/**
 * What a caller asks for, judged by the head of the request alone.
 * @throws DeskError DB-DSK-002 … 005, 007.
 */
export function askedBy(caller: Caller, request: IncomingMessage): Asked {
  const asked = read(request)
  checkCaller(caller, asked, request)
  if (request.method === 'OPTIONS' && caller.kind === 'application') return preflight(request, asked)
  checkMethod(request, asked)
  if (asked.kind === 'action') checkBody(request)
  return asked
}

function checkHost(request: IncomingMessage, { hosts }: Allowed): void {
  const given = request.headersDistinct.host ?? []
  const [host = ''] = given
  if (given.length !== 1 || !hosts.includes(host)) throw new DeskError('DB-DSK-001', { host: given.join(' ') })
}

/** Pages are for whoever opens them; the rest is for a page that says where it comes from. */
function checkCaller(caller: Caller, asked: Asked, { headers }: IncomingMessage): void {
  if (asked.kind !== 'page' && caller.kind === 'nobody') throw new DeskError('DB-DSK-002', { origin: '-' })
  if (asked.kind !== 'page') return
  if (caller.kind === 'application') throw new DeskError('DB-DSK-002', { origin: caller.origin })
  // An <img> or <script> of another site has no Origin, but says this. A link that somebody clicked may lead here.
  const site = headers['sec-fetch-site'] ?? 'none'
  const isOpened = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  if (site !== 'none' && site !== 'same-origin' && !isOpened) throw new DeskError('DB-DSK-002', { origin: '-' })
}

function read(request: IncomingMessage): Asked {
  const url = request.url ?? ''
  // `GET http://elsewhere/ HTTP/1.1` is for proxies, and `//elsewhere` is another host in disguise.
  if (!url.startsWith('/') || url.startsWith('//')) throw new DeskError('DB-DSK-007', { path: url })
  const [path = '', query = ''] = url.split('?', 2)
  if (path === feedPath) return { kind: 'feed', query: new URLSearchParams(query) }
  const name = actionPath.exec(path)?.[1]
  return name === undefined ? { kind: 'page', path } : { kind: 'action', name }
}

function preflight({ headers }: IncomingMessage, asked: Asked): Asked {
  const method = headers['access-control-request-method'] ?? ''
  if (asked.kind !== 'action' || method !== 'POST') throw new DeskError('DB-DSK-003', { method: `OPTIONS ${method}` })
  return { kind: 'preflight' }
}

function checkMethod({ method = '' }: IncomingMessage, asked: Asked): void {
  const fits = asked.kind === 'action' ? method === 'POST' : method === 'GET' || method === 'HEAD'
  if (!fits) throw new DeskError('DB-DSK-003', { method })
}

/** Only JSON: a form or a text body can be sent across origins without asking, JSON cannot. */
function checkBody({ headers }: IncomingMessage): void {
  const type = (headers['content-type'] ?? '').toLowerCase()
  if (!/^application\/json(\s*;\s*charset=utf-8)?$/.test(type)) throw new DeskError('DB-DSK-004', { type })
  if (Number(headers['content-length'] ?? 0) > largestBody) throw new DeskError('DB-DSK-005', { limit: largestBody })
}
