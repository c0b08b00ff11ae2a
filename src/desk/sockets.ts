import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Clock, Timer } from '../core/index.ts'
import type { FeedPosition, FeedSource } from './feed.ts'

/** The WebSockets of a server, on which pages follow a feed. */
export interface FeedSockets {
  /** Whether one more socket may follow from there. */
  hasRoom(place: string): boolean
  /** Takes over a connection that has passed the guard. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, following: Following): void
  /** Closes every socket of a pairing. */
  revoke(pairing: string): void
  stop(): void
}

/** What a socket follows, and by what right. */
export interface Following {
  readonly feed: FeedSource<unknown, unknown>
  readonly query: URLSearchParams
  /** Its origin; all our own pages are one place. */
  readonly place: string
  /** The pairing that it came by; our own pages need none. */
  readonly pairing?: string
  /** Asked before each message. */
  readonly holds: () => boolean
}

/** The name of the protocol on a socket, which the server answers with. */
export const feedProtocol = 'deskbridge-v1'

const mostSockets = 4
const largestFrame = 1024 * 1024
/** A page that has not read this much of what it was sent is cut, and starts from the state when it comes back. */
const mostUnread = 1024 * 1024
const pingEvery = 15_000
/** Why a socket is closed, in the numbers of RFC 6455; those from 4000 on are ours. */
const closing = { talks: 1008, revoked: 4401 } as const

/** Serves feeds over WebSockets. Pages only listen here; what they want done they POST. */
export function serveFeeds(clock: Clock): FeedSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrame,
    perMessageDeflate: false,
    // The secret of a session comes as a protocol too, and must not be repeated.
    handleProtocols: (offered) => (offered.has(feedProtocol) ? feedProtocol : false),
  })
  const watch = watchPulse(server, clock)
  const followed = new Map<WebSocket, Following>()

  const follow = (socket: WebSocket, following: Following) => {
    watch.answered(socket)
    followed.set(socket, following)
    socket.on('pong', () => watch.answered(socket))
    socket.on('message', () => socket.close(closing.talks))
    socket.on('error', () => socket.terminate())
    const stop = tellAll(socket, following)
    socket.on('close', () => {
      followed.delete(socket)
      stop()
    })
  }

  return {
    hasRoom: (place) => [...followed.values()].filter((one) => one.place === place).length < mostSockets,
    take: (request, socket, head, following) =>
      server.handleUpgrade(request, socket, head, (taken) => follow(taken, following)),
    revoke(pairing) {
      for (const [socket, following] of followed) if (following.pairing === pairing) socket.close(closing.revoked)
    },
    stop() {
      watch.stop()
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

/** Sends what a socket follows; gives the way to stop. */
function tellAll(socket: WebSocket, { feed, query, holds }: Following): () => void {
  const send = (message: unknown) => {
    if (!holds()) return socket.close(closing.revoked)
    if (socket.bufferedAmount > mostUnread) return socket.terminate()
    socket.send(JSON.stringify(message))
  }
  const follower = feed.follow(positionOf(query), (number, event) => send({ kind: 'event', number, event }))
  const { start } = follower
  if (start.kind === 'state') send(start)
  else {
    send({ kind: 'resumed', life: start.life })
    for (const { number, event } of start.events) send({ kind: 'event', number, event })
  }
  return () => follower.stop()
}

/** Cuts pages that no longer answer pings: a browser that sleeps keeps its connection for hours. */
function watchPulse(server: WebSocketServer, clock: Clock) {
  const alive = new WeakSet<WebSocket>()
  let timer: Timer | undefined
  const ping = () => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
    timer = clock.after(pingEvery, ping)
  }
  timer = clock.after(pingEvery, ping)
  return { answered: (socket: WebSocket) => void alive.add(socket), stop: () => timer?.cancel() }
}

function positionOf(query: URLSearchParams): FeedPosition | undefined {
  const life = query.get('life')
  const number = Number(query.get('after') ?? Number.NaN)
  return life !== null && Number.isSafeInteger(number) ? { life, number } : undefined
}
