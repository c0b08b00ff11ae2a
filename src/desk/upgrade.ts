import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { DeskError, toDeskError } from '../core/index.ts'
import { httpStatus } from './answer.ts'
import { askedBy, callerOf } from './guard.ts'
import type { Serving } from './server.ts'
import type { Following } from './sockets.ts'

/** Lets a socket follow, or says no and closes it. */
export function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, serving: Serving): void {
  socket.on('error', () => socket.destroy())
  try {
    serving.sockets.take(request, socket, head, following(request, serving))
  } catch (error) {
    const refusal = toDeskError(error, 'DB-DSK-010')
    serving.refusals.tell(refusal)
    socket.end(`HTTP/1.1 ${httpStatus(refusal)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }
}

function following(request: IncomingMessage, { allowed, reception, sockets }: Serving): Following {
  const caller = callerOf(request, allowed(request))
  const asked = askedBy(caller, request)
  if (asked.kind !== 'feed') throw new DeskError('DB-DSK-007', { path: asked.kind })
  const followed = reception.follow(caller, request)
  if (!sockets.hasRoom(followed.place)) throw new DeskError('DB-DSK-008')
  return { ...followed, query: asked.query }
}
