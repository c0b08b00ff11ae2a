import { createReadStream, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'
import { DeskError } from '../../core/index.ts'
import type { ReleaseShelf } from './shelf.ts'

/** Bundles over HTTP. They are signed and no secret, so they need neither TLS nor a name and password. */
export interface ReleaseFiles {
  readonly port: number
  stop(): Promise<void>
}

/** A thousand desks spread their fetching; a hundred at a time are what a small server's disk likes. */
const mostConnections = 100
const limits = { headersTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 8 * 1024 }

/**
 * Serves the bundles of a shelf, also in parts.
 * @throws DeskError DB-WEB-009 the port is taken.
 */
export async function serveReleaseFiles(shelf: ReleaseShelf, host: string, port: number): Promise<ReleaseFiles> {
  const server = createServer(limits, (request, response) => answer(shelf, request, response))
  server.maxConnections = mostConnections
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new DeskError('DB-WEB-009', { port, reason: error.message }, { cause: error })),
    )
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(shelf: ReleaseShelf, { method, url, headers }: IncomingMessage, response: ServerResponse): void {
  const id = /^\/releases\/([a-z0-9.-]{1,100})\.update$/.exec(url ?? '')?.[1]
  const file = id === undefined ? undefined : shelf.fileOf(id)
  if (file === undefined || (method !== 'GET' && method !== 'HEAD')) {
    response.writeHead(file === undefined ? 404 : 405).end()
    return
  }
  const { size } = statSync(file)
  const from = startOf(headers.range, size)
  if (from === undefined) {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end()
    return
  }
  const range = from > 0 ? { 'content-range': `bytes ${from}-${size - 1}/${size}` } : {}
  response.writeHead(from > 0 ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': size - from,
    'accept-ranges': 'bytes',
    ...range,
  })
  if (method === 'HEAD') response.end()
  // Who hangs up comes again for the rest.
  else pipeline(createReadStream(file, { start: from }), response, () => undefined)
}

/** Where to begin: desks only ask for all from some byte on. What is not understood is answered with all. */
function startOf(range: string | undefined, size: number): number | undefined {
  const from = Number(/^bytes=(\d{1,15})-$/.exec(range ?? '')?.[1] ?? 0)
  return from < size ? from : undefined
}
