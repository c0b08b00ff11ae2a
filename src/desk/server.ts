import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, DeskError, type Log, toDeskError } from '../core/index.ts'
import type { Actions } from './action.ts'
import { allowReading, sendJson, sendPage, sendPermission, sendRefusal } from './answer.ts'
import { readJson } from './body.ts'
import type { FeedSource } from './feed.ts'
import { type Allowed, allowedOn, askedBy, type Caller, callerOf } from './guard.ts'
import { listenOnLoopback } from './listen.ts'
import type { Pages } from './pages.ts'
import { createReception, type Reception, type ServedApplications } from './reception.ts'
import { quietRefusals, type Refusals } from './refusals.ts'
import { type FeedSockets, serveFeeds } from './sockets.ts'
import { upgrade } from './upgrade.ts'
import { windowPages } from './window/pages.ts'

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
  /** What our own pages may ask for. */
  readonly actions: Actions
  readonly feed: FeedSource<State, Event>
  /** Web applications of the centre; left out, only our own pages are answered. */
  readonly applications?: ServedApplications
  readonly clock: Clock
  readonly log: Log
}

/** What answers the requests of a server. */
export interface Serving {
  readonly pages: Pages
  readonly reception: Reception
  readonly sockets: FeedSockets
  readonly refusals: Refusals
  readonly log: Log
  allowed(request: IncomingMessage): Allowed
}

/**
 * Serves a desk's pages on loopback.
 * @throws DeskError DB-DSK-009 the port is taken.
 */
export async function createDeskServer<State, Event>(options: DeskServerOptions<State, Event>): Promise<DeskServer> {
  const serving = prepare(options)
  const { sockets } = serving
  const listeners = await listenOnLoopback(options.port, (request, response) => {
    answer(request, response, serving).catch((error: unknown) => refuse(request, response, error, serving))
  }).catch((error: unknown) => {
    sockets.stop()
    throw error
  })
  for (const server of listeners.servers) {
    server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, serving))
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

function prepare<State, Event>(options: DeskServerOptions<State, Event>): Serving {
  const { applications, clock, log } = options
  const sockets = serveFeeds(clock)
  applications?.access.onRevoked((pairing) => sockets.revoke(pairing))
  const origins = applications?.access.origins ?? []
  return {
    pages: applications ? new Map([...options.pages, ...windowPages]) : options.pages,
    reception: createReception(options),
    sockets,
    refusals: quietRefusals(log, clock),
    log,
    // Only the port that a request really came to counts.
    allowed: ({ socket }) => allowedOn(socket.localPort ?? 0, origins),
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const caller = callerOf(request, serving.allowed(request))
  if (caller.kind === 'application') allowReading(response, caller.origin)
  const asked = askedBy(caller, request)
  switch (asked.kind) {
    case 'page':
      return sendPage(response, serving.pages.get(asked.path) ?? notFound(asked.path))
    case 'feed':
      // Without an upgrade there is nothing to read here.
      return notFound('/v1')
    case 'preflight':
      return sendPermission(response)
    case 'action':
      return sendJson(response, await act(asked.name, caller, request, serving.reception))
  }
}

/** Session, then body, then schema, then how often: what costs more is looked at later. */
async function act(name: string, caller: Caller, request: IncomingMessage, reception: Reception): Promise<unknown> {
  const visit = reception.receive(caller, request)
  const action = visit.find(name) ?? notFound(name)
  const run = action.accept(await readJson(request))
  visit.count()
  return await run(visit.asker)
}

function notFound(path: string): never {
  throw new DeskError('DB-DSK-007', { path })
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown, { refusals }: Serving): void {
  const refusal = toDeskError(error, 'DB-DSK-010')
  refusals.tell(refusal)
  if (response.headersSent) return void response.destroy()
  sendRefusal(response, refusal)
  if (!request.complete) throwAway(request, response)
}

const mostThrownAway = 1024 * 1024

/** Lets a page that is still sending read why it was refused; one that sends without end is cut. */
function throwAway(request: IncomingMessage, response: ServerResponse): void {
  let thrown = 0
  request.on('data', (chunk: Buffer) => {
    thrown += chunk.length
    if (thrown > mostThrownAway) request.destroy()
  })
  request.on('error', () => response.destroy())
  request.resume()
}
