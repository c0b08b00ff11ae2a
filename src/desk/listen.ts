import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DeskError } from '../core/index.ts'
import { boundConnections } from './connections.ts'

// Not `import { createServer }`: that reads every export of the module, and with it Node's whole fetch, 10 MB for nothing.
const { createServer } = process.getBuiltinModule('node:http')

/** One HTTP server per loopback address, all on one port. */
export interface Listeners {
  readonly port: number
  readonly servers: readonly Server[]
  stop(): Promise<void>
}

/** Slow or endless requests of a local program end here. */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  // How often the limits above are looked at; by itself that is every 30 s. Each look wakes an idle PC.
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
}
const mostHeaders = 64

/**
 * Listens on 127.0.0.1 and, where this machine has it, on [::1]: `localhost` means either. Port 0 takes a free one.
 * @throws DeskError DB-DSK-009 the port is taken on one of the two; whoever holds it there could pose as us.
 */
export async function listenOnLoopback(port: number, handle: RequestListener): Promise<Listeners> {
  const first = await listen(port, '127.0.0.1', handle)
  const bound = (first.address() as AddressInfo).port
  const servers = [first]
  try {
    servers.push(await listen(bound, '::1', handle))
  } catch (error) {
    if (!isWithoutIpv6(error)) {
      await stop(first)
      throw error
    }
  }
  return { port: bound, servers, stop: async () => void (await Promise.all(servers.map(stop))) }
}

function listen(port: number, host: string, handle: RequestListener): Promise<Server> {
  const server = createServer(limits, handle)
  server.maxHeadersCount = mostHeaders
  boundConnections(server)
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new DeskError('DB-DSK-009', { port, reason: error.message }, { cause: error })),
    )
    server.listen(port, host, () => resolve(server))
  })
}

function isWithoutIpv6(error: unknown): boolean {
  const cause = error instanceof DeskError ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
