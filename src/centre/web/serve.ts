import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { DeskError, isDeskError, type Log, toDeskError } from '../../core/index.ts'
import { systemRandom } from '../system.ts'
import type { Route } from './action.ts'
import { httpStatus, send, sendRefusal } from './answer.ts'
import { type Answer, type Ask, cookiesOf, largestBody, readJson } from './ask.ts'
import { readFiles, type WebFiles } from './files.ts'
import { followingOf } from './following.ts'
import { guard, guardSocket, type Reach } from './guard.ts'
import { createLimits, createLives, type WebHouse } from './house.ts'
import { languageOf } from './language.ts'
import { close, listen, portOf } from './listen.ts'
import { createOperators } from './operators.ts'
import type { CentreWeb, CentreWebOptions, ViewerBounds } from './options.ts'
import { createPads } from './pads.ts'
import { pageAt } from './pages.ts'
import { pairingFile } from './pairing-file.ts'
import { fleetRoutes } from './routes-fleet.ts'
import { officeRoutes, sessionRoutes } from './routes-office.ts'
import { padRoutes } from './routes-pad.ts'
import { publicRoutes, voiceFile } from './routes-public.ts'
import { newToken } from './secrets.ts'
import { type LiveSockets, serveLive } from './sockets.ts'
import { readVoice } from './voice.ts'

const usualViewers: ViewerBounds = { total: 100, perAddress: 30 }

interface Serving {
  readonly house: WebHouse
  readonly files: WebFiles
  readonly routes: Readonly<Record<string, Route>>
  readonly sockets: LiveSockets
  readonly viewers: ViewerBounds
  readonly hosts: readonly string[]
  readonly scheme: 'http' | 'https'
  readonly log: Log
}

/**
 * Serves the pages of a centre: tickets, wall display, rating pads, and the operator's page.
 * @throws DeskError DB-WEB-009 the port is taken.
 */
export async function serveCentreWeb(options: CentreWebOptions): Promise<CentreWeb> {
  const { hall, clock, port, tls } = options
  const serving = assemble(options)
  const { house, sockets, scheme, log } = serving
  const server = await listen({ host: options.host ?? '0.0.0.0', port, tls }, (request, response) => {
    answer(request, serving)
      .then((given) => send(response, given, scheme))
      .catch((error: unknown) => refuse(response, error, log))
  }).catch((error: unknown) => {
    sockets.stop()
    throw error
  })
  server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, serving))
  const forget = hall.onChange(() => house.lives.refresh(clock.wall()))
  const forgetDesks = house.fleet?.watch.onChange(() => house.lives.fleet?.refresh(clock.wall()))
  const name = options.host === undefined || options.host === '0.0.0.0' ? '127.0.0.1' : options.host
  return {
    url: `${scheme}://${name.includes(':') ? `[${name}]` : name}:${portOf(server)}/`,
    port: portOf(server),
    async stop() {
      forget()
      forgetDesks?.()
      sockets.stop()
      await close(server)
    },
  }
}

function assemble(options: CentreWebOptions): Serving {
  const { hall, fleet, clock, log, random = systemRandom } = options
  const now = () => clock.wall()
  const pads = createPads(pairingFile(options.folder, log), clock, random)
  const house: WebHouse = {
    hall,
    pads,
    operators: createOperators(options.password?.normalize('NFC'), clock, random),
    voice: readVoice(options.voiceFolder, log),
    fleet,
    lives: createLives({ life: newToken(random), hall, pads, fleet, now }),
    limits: createLimits(clock),
    now,
  }
  return {
    house,
    files: readFiles(),
    routes: {
      ...publicRoutes(house),
      ...padRoutes(house),
      ...sessionRoutes(house),
      ...officeRoutes(house),
      ...fleetRoutes(house),
    },
    sockets: serveLive(clock),
    viewers: options.viewers ?? usualViewers,
    hosts: options.hosts ?? [],
    scheme: options.tls ? 'https' : 'http',
    log,
  }
}

async function answer(request: IncomingMessage, serving: Serving): Promise<Answer> {
  const { house, files, routes } = serving
  const ask = askOf(request, guard, serving)
  const route = Object.hasOwn(routes, ask.path) ? routes[ask.path] : undefined
  if (route) {
    if (route.method !== ask.method) throw new DeskError('DB-WEB-003', { method: ask.method })
    return await route.run(ask)
  }
  if (ask.method !== 'GET') throw new DeskError('DB-WEB-007', { path: ask.path.slice(0, 100) })
  const page = pageAt(ask.path)
  if (page) return files.page(page, ask.language)
  const syllable = voiceFile(house, ask.path)
  if (syllable) return { kind: 'file', type: 'audio/wav', body: syllable }
  const file = files.plain.get(ask.path)
  if (!file) throw new DeskError('DB-WEB-007', { path: ask.path.slice(0, 100) })
  return file
}

function askOf(request: IncomingMessage, judge: typeof guard, serving: Serving): Ask {
  const reach = reachOf(request, serving)
  const { method, path, query } = judge(request, reach)
  return {
    method,
    path,
    query,
    cookies: cookiesOf(request),
    address: request.socket.remoteAddress ?? '',
    language: languageOf(path, query, request.headers['accept-language']),
    json: () => readJson(request, reach.largest(path)),
  }
}

function reachOf({ socket }: IncomingMessage, { hosts, scheme, routes }: Serving): Reach {
  const largest = (path: string) => (Object.hasOwn(routes, path) ? routes[path]?.largest : undefined) ?? largestBody
  return { scheme, hosts, port: socket.localPort ?? 0, largest }
}

function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, serving: Serving): void {
  socket.on('error', () => socket.destroy())
  try {
    const ask = askOf(request, guardSocket, serving)
    serving.sockets.take(request, socket, head, followingOf(serving.house, ask, serving.viewers))
  } catch (error) {
    const refusal = toDeskError(error, 'DB-WEB-010')
    serving.log.warn('socket refused', { code: refusal.code })
    socket.end(`HTTP/1.1 ${httpStatus(refusal)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }
}

function refuse(response: ServerResponse, error: unknown, log: Log): void {
  const refusal = isDeskError(error) ? error : new DeskError('DB-WEB-010')
  // What was refused was written by whoever asked, and what went wrong in here is nobody's business out there.
  const own = isDeskError(error) ? {} : { reason: String(error) }
  log.warn('request refused', { code: refusal.code, ...own })
  if (response.headersSent) response.destroy()
  else sendRefusal(response, refusal)
}
