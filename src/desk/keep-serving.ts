import { type Clock, DeskError, isDeskError, type Timer } from '../core/index.ts'
import { portHolder } from './holder.ts'
import type { DeskServer } from './server.ts'

/** The server of a desk, which is there as soon as its port is. */
export interface DeskService {
  /** Where it serves; undefined while another program holds the port. */
  url(): string | undefined
  /** What the clerk must know. */
  alarms(): readonly DeskError[]
  stop(): Promise<void>
}

/** What keeping it up needs. */
export interface KeepServingOptions {
  readonly port: number
  readonly serve: (port: number) => Promise<DeskServer>
  readonly clock: Clock
  /** It is there now, or another program holds the port. */
  readonly changed: (service: DeskService) => void
}

const tryAgainAfter = 5_000

/**
 * Serves as soon as the port is free. A desk whose port another program holds goes on without its page, says who holds
 * it and tries again; its keypads work meanwhile.
 * @throws DeskError what else speaks against serving than a port that is taken.
 */
export async function keepServing({ port, serve, clock, changed }: KeepServingOptions): Promise<DeskService> {
  let server: DeskServer | undefined
  let blocked: DeskError | undefined
  let timer: Timer | undefined
  let pending = Promise.resolve()
  let isStopped = false

  const attempt = async () => {
    try {
      server = await serve(port)
      blocked = undefined
    } catch (error) {
      if (!isDeskError(error, 'DB-DSK-009')) throw error
      blocked = new DeskError('DB-DSK-027', { port, holder: portHolder(port) ?? '?' }, { cause: error })
    }
    if (isStopped) return await server?.stop()
    if (server === undefined) timer = clock.after(tryAgainAfter, () => void again())
  }
  const again = () => {
    const before = blocked
    pending = attempt().then(
      () => {
        if (before?.message !== blocked?.message) changed(service)
      },
      (error: unknown) => {
        // Only the port is waited for; with anything else there is no page until the next start.
        blocked = isDeskError(error) ? error : blocked
        changed(service)
      },
    )
    return pending
  }
  const service: DeskService = {
    url: () => server?.url,
    alarms: () => (blocked ? [blocked] : []),
    async stop() {
      isStopped = true
      timer?.cancel()
      await pending
      await server?.stop()
    },
  }
  await attempt()
  changed(service)
  return service
}
