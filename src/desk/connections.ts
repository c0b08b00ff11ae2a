import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The most connections at once. A browser needs six; the rest is for several browsers, and for room under attack. */
const mostConnections = 128
/** More than so many that have not yet brought a whole request are somebody's doing. */
const mostSilent = 32

/**
 * Keeps a server open for others while somebody holds on to connections: where there is one too many, the oldest that
 * keeps silent is cut, else one that does nothing just now. Without this, 128 connections that say one byte a second
 * would shut everybody out.
 */
export function boundConnections(server: Server): void {
  const silent = new Set<Socket>()
  const idle = new Set<Socket>()
  const busy = new Set<Socket>()
  const forget = (socket: Socket) => {
    for (const set of [silent, idle, busy]) set.delete(socket)
  }
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => forget(socket))
    if (silent.size + idle.size + busy.size <= mostConnections) return
    const [oldest] = silent.size > mostSilent ? silent : [...idle, ...silent, ...busy]
    oldest?.destroy()
  })
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    forget(socket)
    busy.add(socket)
    response.once('finish', () => {
      if (busy.delete(socket)) idle.add(socket)
    })
  })
  // Sockets have a bound of their own.
  server.on('upgrade', ({ socket }: IncomingMessage) => forget(socket))
}
