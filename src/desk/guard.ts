import type { IncomingMessage } from 'node:http'
import { DeskError } from '../core/index.ts'

/** What a request asks for, once it may ask at all. */
export type Asked =
  | { readonly kind: 'page'; readonly path: string }
  | { readonly kind: 'feed'; readonly query: URLSearchParams }
  | { readonly kind: 'action'; readonly name: string }

/** Where the server listens: the only hosts and origins it answers. */
export interface Allowed {
  readonly hosts: readonly string[]
  readonly origins: readonly string[]
}

/** The largest body of an action. */
export const largestBody = 64 * 1024

const feedPath = '/v1'
const actionPath = /^\/v1\/([a-z][a-z0-9-]{0,30})$/

/** The hosts and origins of a loopback server. A page that was reached by another name is not ours. */
export function allowedOn(port: number): Allowed {
  const hosts = [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`]
  return { hosts, origins: hosts.map((host) => `http://${host}`) }
}

/**
 * Decides whether a request may be answered, before anything of it is read: any web page in any browser of this PC can
 * reach a loopback port. Host first (against names that were rebound to 127.0.0.1), then Origin, then the rest.
 * @throws DeskError DB-DSK-001 … 004, 007, 008.
 */
export function guard(request: IncomingMessage, allowed: Allowed): Asked {
  checkHost(request, allowed)
  const origin = checkOrigin(request, allowed)
  const asked = read(request)
  if (asked.kind !== 'page' && origin === 'missing') throw new DeskError('DB-DSK-002', { origin: '-' })
  checkMethod(request, asked)
  if (asked.kind === 'action') checkBody(request)
  return asked
}

function checkHost(request: IncomingMessage, { hosts }: Allowed): void {
  const given = request.headersDistinct.host ?? []
  const [host = ''] = given
  if (given.length !== 1 || !hosts.includes(host)) throw new DeskError('DB-DSK-001', { host: given.join(' ') })
}

/** A browser leaves Origin out only where a page of ours is opened or one of its own files is read. */
function checkOrigin(request: IncomingMessage, { origins }: Allowed): 'ours' | 'missing' {
  const given = request.headersDistinct.origin ?? []
  const [origin] = given
  if (origin === undefined) return 'missing'
  if (given.length !== 1 || !origins.includes(origin)) throw new DeskError('DB-DSK-002', { origin: given.join(' ') })
  return 'ours'
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
