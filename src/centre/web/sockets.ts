import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Clock, DeskError, type Timer } from '../../core/index.ts'
import type { Live, Position } from './live.ts'
import { pulseEvery } from './page/messages.ts'

/** What a socket wants to follow. */
export interface Following {
  readonly live: Live
  /** Whether it still may: a pad that was unpaired or an operator who signed out is cut at the next message. */
  mayFollow(): boolean
  readonly query: URLSearchParams
  readonly address: string
  readonly bounds: SocketBounds
}

/** How many may follow, counted by kind, so that viewers cannot crowd out the pads. */
export interface SocketBounds {
  readonly kind: 'board' | 'pad' | 'office'
  readonly total: number
  readonly perAddress: number
}

/** The WebSocket side of the pictures. */
export interface LiveSockets {
  /** @throws DeskError DB-WEB-008 too many. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, following: Following): void
  /** The clock moved on: everybody hears that we are there. */
  stop(): void
}

/** Viewers only listen, so a frame of theirs is never large. */
const largestFrame = 1_024
/** A page that has not read this much of what it was sent is cut; it comes back to the newest picture. */
const mostUnread = 512 * 1024

/** Serves pictures over WebSockets. */
export function serveLive(clock: Clock): LiveSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
  const following = new Map<WebSocket, Following>()
  const watch = watchPulse(server, following, clock)

  const begin = (socket: WebSocket, wanted: Following) => {
    watch.answered(socket)
    const end = wanted.live.follow(positionOf(wanted.query), clock.wall(), (message) => {
      if (!wanted.mayFollow()) return socket.close(4_003)
      if (socket.bufferedAmount > mostUnread) return socket.terminate()
      socket.send(message)
    })
    socket.on('pong', () => watch.answered(socket))
    socket.on('message', () => socket.close(1_008))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      following.delete(socket)
      end()
    })
  }

  return {
    take(request, socket, head, wanted) {
      if (!hasRoom([...following.values()], wanted)) throw new DeskError('DB-WEB-008')
      server.handleUpgrade(request, socket, head, (opened) => {
        following.set(opened, wanted)
        begin(opened, wanted)
      })
    },
    stop() {
      watch.stop()
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function hasRoom(all: readonly Following[], { bounds, address }: Following): boolean {
  const alike = all.filter((one) => one.bounds.kind === bounds.kind)
  const fromThere = alike.filter((one) => one.address === address)
  return alike.length < bounds.total && fromThere.length < bounds.perAddress
}

/** Tells pages that we are there, and cuts those that are not: a tablet that sleeps keeps its connection for hours. */
function watchPulse(server: WebSocketServer, following: ReadonlyMap<WebSocket, Following>, clock: Clock) {
  const alive = new WeakSet<WebSocket>()
  let timer: Timer | undefined
  const pulse = () => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
    for (const live of new Set([...following.values()].map((one) => one.live))) live.pulse(clock.wall())
    timer = clock.after(pulseEvery, pulse)
  }
  timer = clock.after(pulseEvery, pulse)
  return { answered: (socket: WebSocket) => void alive.add(socket), stop: () => timer?.cancel() }
}

function positionOf(query: URLSearchParams): Position | undefined {
  const life = query.get('life')
  const number = Number(query.get('after') ?? Number.NaN)
  return life !== null && Number.isSafeInteger(number) ? { life, number } : undefined
}
