import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Clock, Timer } from '../core/index.ts'
import type { Feed, FeedPosition } from './feed.ts'

/** The WebSocket side of a feed. */
export interface FeedSockets {
  /** Whether one more page may follow. */
  hasRoom(): boolean
  /** Takes over a connection that has passed the guard. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, query: URLSearchParams): void
  stop(): void
}

const mostSockets = 4
const largestFrame = 1024 * 1024
/** A page that has not read this much of what it was sent is cut, and starts from the state when it comes back. */
const mostUnread = 1024 * 1024
const pingEvery = 15_000

/** Serves a feed over WebSockets. Pages only listen here; what they want done they POST. */
export function serveFeed<State, Event>(feed: Feed<State, Event>, clock: Clock): FeedSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
  const watch = watchPulse(server, clock)

  const follow = (socket: WebSocket, query: URLSearchParams) => {
    watch.answered(socket)
    const send = (message: unknown) => {
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
    socket.on('pong', () => watch.answered(socket))
    socket.on('message', () => socket.close(1008))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => follower.stop())
  }

  return {
    hasRoom: () => server.clients.size < mostSockets,
    take: (request, socket, head, query) => server.handleUpgrade(request, socket, head, (ws) => follow(ws, query)),
    stop() {
      watch.stop()
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
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
