import type { IncomingMessage } from 'node:http'
import { DeskError } from '../../core/index.ts'

/** By which names and on which port this server may be reached. */
export interface Reach {
  readonly scheme: 'http' | 'https'
  readonly port: number
  readonly hosts: readonly string[]
  /** How many bytes a body may have that is sent there. */
  largest(path: string): number
}

/** A request that may be answered. */
export interface Guarded {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: URLSearchParams
}

const longestUrl = 2_000

/**
 * Decides whether a request may be answered, before anything of it is read. Host first, against foreign names that were
 * rebound to our address; then Origin, because any page in any browser of the network can reach us; then the rest.
 * @throws DeskError DB-WEB-001 … 005, 007.
 */
export function guard(request: IncomingMessage, reach: Reach): Guarded {
  const host = checkHost(request, reach)
  const origin = checkOrigin(request, `${reach.scheme}://${host}`)
  const method = checkMethod(request)
  const asked = read(request.url ?? '')
  if (method === 'POST') {
    if (origin === 'missing') throw new DeskError('DB-WEB-002', { origin: '-' })
    checkBody(request, reach.largest(asked.path))
  }
  return { method, ...asked }
}

/** For a socket: there a browser always says where it comes from. */
export function guardSocket(request: IncomingMessage, reach: Reach): Guarded {
  const guarded = guard(request, reach)
  if (guarded.method !== 'GET') throw new DeskError('DB-WEB-003', { method: guarded.method })
  if (request.headers.origin === undefined) throw new DeskError('DB-WEB-002', { origin: '-' })
  return guarded
}

function checkHost(request: IncomingMessage, reach: Reach): string {
  const given = request.headersDistinct.host ?? []
  const host = given[0]?.toLowerCase() ?? ''
  if (given.length !== 1 || !hostsFor(request, reach).includes(host)) {
    throw new DeskError('DB-WEB-001', { host: given.join(' ').slice(0, 100) })
  }
  return host
}

/** An address that the request really came to is ours; a name is ours only where somebody said so. */
function hostsFor({ socket }: IncomingMessage, { hosts, port, scheme }: Reach): readonly string[] {
  const local = (socket.localAddress ?? '').replace(/^::ffff:/, '')
  const own = local.includes(':') ? `[${local}]` : local
  const names = local === '127.0.0.1' || local === '::1' ? [own, 'localhost'] : [own]
  const usual = port === (scheme === 'https' ? 443 : 80)
  const withPort = (name: string) => (usual ? [name, `${name}:${port}`] : [`${name}:${port}`])
  const configured = hosts.map((name) => name.toLowerCase())
  return [...names.flatMap(withPort), ...configured.flatMap((name) => (/:\d+$/.test(name) ? [name] : withPort(name)))]
}

function checkOrigin(request: IncomingMessage, ours: string): 'ours' | 'missing' {
  const given = request.headersDistinct.origin ?? []
  if (given.length === 0) return 'missing'
  if (given.length !== 1 || given[0] !== ours) {
    throw new DeskError('DB-WEB-002', { origin: given.join(' ').slice(0, 100) })
  }
  return 'ours'
}

function checkMethod({ method = '' }: IncomingMessage): 'GET' | 'POST' {
  if (method === 'POST') return 'POST'
  if (method === 'GET' || method === 'HEAD') return 'GET'
  throw new DeskError('DB-WEB-003', { method })
}

/** Only JSON: a form or a text body can be sent across origins without asking, JSON cannot. */
function checkBody({ headers }: IncomingMessage, largest: number): void {
  const type = (headers['content-type'] ?? '').toLowerCase()
  if (!/^application\/json(\s*;\s*charset=utf-8)?$/.test(type)) throw new DeskError('DB-WEB-004', { type })
  if (Number(headers['content-length'] ?? 0) > largest) throw new DeskError('DB-WEB-005', { limit: largest })
}

function read(url: string): { readonly path: string; readonly query: URLSearchParams } {
  // `GET http://elsewhere/ HTTP/1.1` is for proxies, and `//elsewhere` is another host in disguise.
  if (!url.startsWith('/') || url.startsWith('//') || url.length > longestUrl) {
    throw new DeskError('DB-WEB-007', { path: url.slice(0, 100) })
  }
  const [path = '', query = ''] = url.split('?', 2)
  return { path: plain(path), query: new URLSearchParams(query) }
}

function plain(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC')
  } catch {
    throw new DeskError('DB-WEB-007', { path: path.slice(0, 100) })
  }
}
