import { type LiveMessage, lostAfter } from './messages.ts'

/** What a page wants to hear. */
export interface LiveListener<View> {
  view(view: View): void
  /** The centre is there (again), or it was lost. */
  connected(connected: boolean): void
  /** The connection was refused or ended; a page that needs a right looks whether it still has it. `false` gives up. */
  mayFollow?(): Promise<boolean>
}

/** A picture that is followed. */
export interface Followed {
  /** The clock of the centre, as far as it was heard. Displays often have a wrong one of their own. */
  now(): number
  stop(): void
}

const firstWait = 250
const longestWait = 4_000

/** Follows a picture of the centre until stopped, across lost connections. */
export function follow<View>(path: string, listener: LiveListener<View>): Followed {
  let position: { readonly life: string; readonly number: number } | undefined
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let ahead = 0
  let wait = firstWait
  let stopped = false

  const listen = () => {
    clearTimeout(silence)
    // A cable that was pulled says nothing: the connection would look open for minutes.
    silence = setTimeout(() => socket?.close(), lostAfter)
  }
  const hear = (message: LiveMessage<View>) => {
    listen()
    ahead = message.at - Date.now()
    if (message.kind === 'pulse') return listener.connected(true)
    wait = firstWait
    position = { life: message.life, number: message.number }
    listener.connected(true)
    if (message.kind === 'view') listener.view(message.view)
  }
  const again = async () => {
    if (stopped) return
    clearTimeout(silence)
    listener.connected(false)
    if (listener.mayFollow && !(await listener.mayFollow())) return
    timer = setTimeout(open, wait * (0.5 + Math.random() / 2))
    wait = Math.min(longestWait, wait * 2)
  }
  const open = () => {
    if (stopped) return
    const opened = new WebSocket(addressOf(path, position))
    socket = opened
    listen()
    opened.onmessage = ({ data }) => hear(JSON.parse(String(data)) as LiveMessage<View>)
    opened.onclose = () => {
      // An abandoned socket tells of its end late, when its successor is there already.
      if (socket !== opened) return
      socket = undefined
      void again()
    }
  }
  open()
  return {
    now: () => Date.now() + ahead,
    stop() {
      stopped = true
      clearTimeout(timer)
      clearTimeout(silence)
      socket?.close()
    },
  }
}

function addressOf(path: string, position: { readonly life: string; readonly number: number } | undefined): string {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  if (position) {
    url.searchParams.set('life', position.life)
    url.searchParams.set('after', String(position.number))
  }
  return url.href
}
