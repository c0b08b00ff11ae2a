import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'

/** What is said of a peer where the system does not tell whose it is: pairings are then bound to the origin alone. */
export const anyUser = '*'

/** Finds out which user of this PC is at the other end of a connection. */
export type PeerUser = (socket: Socket) => string | undefined

const known = new WeakMap<Socket, string>()

/**
 * The user id of the program at the other end of a loopback connection, from the kernel's table (Linux). Undefined when
 * the connection is gone. Windows has no such table without native code: there everybody is {@link anyUser}.
 */
export const peerUser: PeerUser = (socket) => {
  if (process.platform !== 'linux') return anyUser
  const seen = known.get(socket) ?? lookUp(socket)
  if (seen !== undefined) known.set(socket, seen)
  return seen
}

function lookUp({ localPort, remotePort, remoteFamily }: Socket): string | undefined {
  if (localPort === undefined || remotePort === undefined) return undefined
  const table = remoteFamily === 'IPv6' ? '/proc/net/tcp6' : '/proc/net/tcp'
  // Seen from the other end: its own port first. Both ends are loopback, where no two connections share both ports.
  const ports = new RegExp(`^ *\\d+: [0-9A-F]+:${hex(remotePort)} [0-9A-F]+:${hex(localPort)} `)
  const row = readFileSync(table, 'latin1')
    .split('\n')
    .find((line) => ports.test(line))
  return row?.trim().split(/\s+/)[7]
}

function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0')
}
