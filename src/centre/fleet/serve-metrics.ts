import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DeskError } from '../../core/index.ts'
import type { Fleet } from './fleet.ts'
import { metricsText } from './metrics.ts'

/** Where Prometheus asks, while it is served. */
export interface MetricsServer {
  readonly url: string
  stop(): Promise<void>
}

/** What serving needs. */
export interface MetricsOptions {
  readonly fleet: Pick<Fleet, 'look'>
  /** 0 takes a free one. */
  readonly port: number
  /** Only this machine unless given: what is said here is for those who look after the desks. */
  readonly host?: string
}

/** One at a time is enough; a program that opens more waits. */
const mostConnections = 16

/**
 * Serves `/metrics` on a port of its own, so that a proxy in front of the pages never passes it on by mistake.
 * @throws DeskError DB-FLT-012 the port is taken.
 */
export function serveMetrics({ fleet, port, host = '127.0.0.1' }: MetricsOptions): Promise<MetricsServer> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, ({ method, url }, response) => {
    const isAsked = method === 'GET' && url?.split('?')[0] === '/metrics'
    response.writeHead(isAsked ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(isAsked ? metricsText(fleet.look()) : '')
  })
  server.maxConnections = mostConnections
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new DeskError('DB-FLT-012', { port, reason: error.message }, { cause: error })),
    )
    server.listen(port, host, () => {
      const bound = (server.address() as AddressInfo).port
      resolve({
        url: `http://${host}:${bound}/metrics`,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped())
            server.closeAllConnections()
          }),
      })
    })
  })
}
