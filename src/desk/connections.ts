import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** The most connections at once. A browser needs six; the rest is for several browsers, and for room under attack. */
const mostConnections = 128

/**
 * Keeps a server open for others while somebody holds on to connections: where one too many comes, the oldest that has
 * never brought a whole request is cut, else the oldest that is not a socket. Without this, 128 connections that say one
 * byte a second would shut everybody out.
 */
export function boundConnections(server: Server): void {
  const silent = new Set<Socket>()
  const served = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => {
      silent.delete(socket)
      served.delete(socket)
    })
    if (silent.size + served.size <= mostConnections) return
    const [oldest] = silent.size > 1 ? silent : served
    oldest?.destroy()
  })
  server.on('request', ({ socket }: IncomingMessage, response) => {
    response.once('finish', () => {
      if (silent.delete(socket)) served.add(socket)
    })
  })
  server.on('upgrade', ({ socket }: IncomingMessage) => {
    // Sockets have a bound of their own.
    silent.delete(socket)
    served.delete(socket)
  })
}
