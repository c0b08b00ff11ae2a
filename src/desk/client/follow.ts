import { post } from './post.ts'

/** The browser's end of a desk server. It needs nothing but a browser. */
export interface Desk {
  /** Asks the desk to do something. Rejects with {@link DeskRefusal} when it does not. */
  post(action: string, body: unknown): Promise<unknown>
  close(): void
}

/** What a page wants to hear. */
export interface DeskListener<State, Event> {
  /** The whole picture: at the start, and again after an absence that was too long to catch up with. */
  state(state: State): void
  /** What happened since, in order, each once. */
  event(event: Event): void
  /** The connection to the desk came or went. It comes back by itself. */
  connected?(connected: boolean): void
  /** The pairing was ended at the desk: it does not come back. */
  ended?(): void
}

/** Where the desk is; by default where the page came from. */
export interface DeskOptions {
  readonly url?: string
  /** The secret of a pairing; our own pages need none. */
  readonly session?: string
  /** For programs that are no browser. */
  readonly openSocket?: (url: string, protocols: string[]) => WebSocket
}

type Message<State, Event> =
  | { readonly kind: 'state'; readonly life: string; readonly number: number; readonly state: State }
  | { readonly kind: 'resumed'; readonly life: string }
  | { readonly kind: 'event'; readonly number: number; readonly event: Event }

/** What the desk closes a socket with when its pairing was ended. */
const pairingEnded = 4401
const firstWait = 250
const longestWait = 4_000

/** Follows a desk until closed, across lost connections. */
export function connectDesk<State, Event>(listener: DeskListener<State, Event>, options: DeskOptions = {}): Desk {
  const { url: base = pageAddress(), session, openSocket = openWebSocket } = options
  // A browser lets a page add nothing else to a socket's request, and an address ends up in logs and histories.
  const protocols = session === undefined ? [] : ['deskbridge-v1', `session.${session}`]
  let position: { life: string; number: number } | undefined
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = firstWait
  let closed = false
  const hear = (message: Message<State, Event>) => {
    if (message.kind === 'event') {
      if (position) position.number = message.number
      return listener.event(message.event)
    }
    wait = firstWait
    if (message.kind === 'state') {
      position = { life: message.life, number: message.number }
      listener.state(message.state)
    }
    listener.connected?.(true)
  }
  const openAgain = ({ code }: { readonly code: number }) => {
    if (closed) return
    listener.connected?.(false)
    if (code === pairingEnded) return listener.ended?.()
    timer = setTimeout(open, wait * (0.5 + Math.random() / 2))
    wait = Math.min(longestWait, wait * 2)
  }
  const open = () => {
    socket = openSocket(feedUrl(base, position), protocols)
    socket.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Message<State, Event>)
    socket.onclose = openAgain
  }
  open()
  return {
    post: (action, body) => post(base, action, body, session),
    close() {
      closed = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}

function openWebSocket(url: string, protocols: string[]): WebSocket {
  return new WebSocket(url, protocols)
}

/** The address of the page; a program that is no browser has none and must name a url. */
function pageAddress(): string {
  return (globalThis as { readonly location?: { readonly href: string } }).location?.href ?? ''
}

function feedUrl(base: string, position: { readonly life: string; readonly number: number } | undefined): string {
  const url = new URL('/v1', base)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  if (position) url.search = new URLSearchParams({ life: position.life, after: String(position.number) }).toString()
  return url.href
}
