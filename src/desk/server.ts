import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Clock, DeskError, type Log, toDeskError } from '../core/index.ts'
import type { Actions } from './action.ts'
import { httpStatus, sendJson, sendPage, sendRefusal } from './answer.ts'
import { readJson } from './body.ts'
import type { Feed } from './feed.ts'
import { type Allowed, type Asked, allowedOn, guard } from './guard.ts'
import { listenOnLoopback } from './listen.ts'
import type { Pages } from './pages.ts'
import { type FeedSockets, serveFeed } from './sockets.ts'

/** A loopback server: pages, actions and one feed. */
export interface DeskServer {
  /** The address to open, with a slash at its end. */
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

/** What a server serves. */
export interface DeskServerOptions<State, Event> {
  /** 0 takes a free one. */
  readonly port: number
  readonly pages: Pages
  readonly actions: Actions
  readonly feed: Feed<State, Event>
  readonly clock: Clock
  readonly log: Log
}

/**
 * Serves a desk's pages on loopback.
 * @throws DeskError DB-DSK-009 the port is taken.
 */
export async function createDeskServer<State, Event>(options: DeskServerOptions<State, Event>): Promise<DeskServer> {
  const { clock, log } = options
  const sockets = serveFeed(options.feed, clock)
  const listeners = await listenOnLoopback(options.port, (request, response) => {
    answer(request, response, options).catch((error: unknown) => refuse(response, error, log))
  }).catch((error: unknown) => {
    sockets.stop()
    throw error
  })
  for (const server of listeners.servers) {
    server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, { sockets, log }))
  }
  return {
    url: `http://127.0.0.1:${listeners.port}/`,
    port: listeners.port,
    async stop() {
      sockets.stop()
      await listeners.stop()
    },
  }
}

async function answer<State, Event>(
  request: IncomingMessage,
  response: ServerResponse,
  { pages, actions }: DeskServerOptions<State, Event>,
): Promise<void> {
  const asked = guard(request, allowedFor(request))
  switch (asked.kind) {
    case 'page':
      return sendPage(response, pages.get(asked.path) ?? notFound(asked.path))
    case 'feed':
      // Without an upgrade there is nothing to read here.
      return notFound('/v1')
    case 'action': {
      const action = Object.hasOwn(actions, asked.name) ? actions[asked.name] : undefined
      return sendJson(response, await (action ?? notFound(asked.name)).run(await readJson(request)))
    }
  }
}

function notFound(path: string): never {
  throw new DeskError('DB-DSK-007', { path })
}

function refuse(response: ServerResponse, error: unknown, log: Log): void {
  const refusal = toDeskError(error, 'DB-DSK-010')
  // What was refused was written by whoever asked: only our own words go into the log.
  const own = refusal.code === 'DB-DSK-010' ? { reason: refusal.message } : {}
  log.warn('request refused', { code: refusal.code, ...own })
  if (response.headersSent) response.destroy()
  else sendRefusal(response, refusal)
}

/** Only the port that a request really came to counts. */
function allowedFor({ socket }: IncomingMessage): Allowed {
  return allowedOn(socket.localPort ?? 0)
}

interface Upgrading {
  readonly sockets: FeedSockets
  readonly log: Log
}

function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, { sockets, log }: Upgrading): void {
  socket.on('error', () => socket.destroy())
  try {
    sockets.take(request, socket, head, followable(guard(request, allowedFor(request)), sockets))
  } catch (error) {
    const refusal = toDeskError(error, 'DB-DSK-010')
    log.warn('socket refused', { code: refusal.code })
    socket.end(`HTTP/1.1 ${httpStatus(refusal)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }
}

function followable(asked: Asked, sockets: FeedSockets): URLSearchParams {
  if (asked.kind !== 'feed') throw new DeskError('DB-DSK-007', { path: asked.kind })
  if (!sockets.hasRoom()) throw new DeskError('DB-DSK-008')
  return asked.query
}
