import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { DeskError } from '../../core/index.ts'

/** Slow or endless requests end here. */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1024,
}
/** Browsers open up to six for one page, and a hundred displays may start together after a power cut. */
const mostConnections = 1_000

/** Where to listen. */
export interface Door {
  readonly host: string
  readonly port: number
  readonly tls: { readonly key: string; readonly cert: string } | undefined
}

/**
 * Listens on an address of this machine.
 * @throws DeskError DB-WEB-009 the port is taken, or the address is not ours.
 */
export function listen({ host, port, tls }: Door, handle: RequestListener): Promise<Server> {
  const server: Server = tls ? createSecureServer({ ...limits, ...tls }, handle) : createServer(limits, handle)
  server.maxConnections = mostConnections
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new DeskError('DB-WEB-009', { port, reason: error.message }, { cause: error })),
    )
    server.listen(port, host, () => resolve(server))
  })
}

/** The port that a server really has. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** Ends a server and everything that is still connected. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
