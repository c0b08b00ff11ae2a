import { createInterface } from 'node:readline'
import type { Clock, Timer } from '../../src/core/index.ts'
import { anyUser } from '../../src/desk/index.ts'
import { http } from '../control/http.ts'

/** The helper in an officer's desktop session: it waits at the service's door and opens the windows it is told. */
export interface SessionHelper {
  stop(): void
}

/** What a helper needs. */
export interface SessionHelperOptions {
  /** The service's door. */
  readonly door: string
  readonly clock: Clock
  /** Opens an address in this session. */
  readonly open: (url: string) => void
  /** The service came or went. It is waited for. */
  readonly changed: (isConnected: boolean) => void
}

const firstWait = 500
const longestWait = 10_000
const longestLine = 2_000
/** Whoever sits at the door, this helper opens nothing but a window of a desk on this PC. */
const windowAddress = /^http:\/\/127\.0\.0\.1:\d{1,5}\/window#[A-Za-z0-9_-]{43}$/

/** Starts waiting; when the service is not there, or goes, it is tried again. */
export function startSessionHelper({ door, clock, open, changed }: SessionHelperOptions): SessionHelper {
  let wait = firstWait
  let timer: Timer | undefined
  let isStopped = false
  let isConnected: boolean | undefined
  let cut = () => {}

  const tell = (now: boolean) => {
    if (now !== isConnected) changed(now)
    isConnected = now
  }
  const again = () => {
    tell(false)
    if (isStopped) return
    timer = clock.after(wait, go)
    wait = Math.min(longestWait, wait * 2)
  }
  const go = () => {
    const user = String(process.getuid?.() ?? anyUser)
    const asked = http.get({ socketPath: door, path: `/windows?user=${user}` }, (answer) => {
      wait = firstWait
      tell(true)
      answer.once('close', again)
      const lines = createInterface({ input: answer, crlfDelay: Number.POSITIVE_INFINITY })
      // A service that is killed ends as an error, which readline passes on; the close above is enough.
      lines.on('error', () => {})
      lines.on('line', (line) => {
        const url = addressIn(line)
        if (url) open(url)
      })
    })
    asked.once('error', () => {
      // After an answer its end is heard; before one this is the only word.
      if (!isConnected) again()
    })
    cut = () => asked.destroy()
  }
  go()
  return {
    stop() {
      isStopped = true
      timer?.cancel()
      cut()
    },
  }
}

function addressIn(line: string): string | undefined {
  if (line.length > longestLine) return undefined
  try {
    const { open } = JSON.parse(line) as { readonly open?: unknown }
    return typeof open === 'string' && windowAddress.test(open) ? open : undefined
  } catch {
    return undefined
  }
}
