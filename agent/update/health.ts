import type { Clock, Timer } from '../../src/core/index.ts'
import type { AgentStatus } from '../agent.ts'

/** What a healthy desk is told by. */
export type HealthSigns = Pick<AgentStatus, 'online' | 'error' | 'journal'>

/** How a desk was when it started, to see whether it moves. */
export interface HealthStart {
  readonly backlog: number
  readonly receipted: string
}

const lookEvery = 500

/**
 * Whether a version works, as far as can be seen from within: the journal answers, and the centre has confirmed something
 * since the start or has nothing to confirm; or the desk says why it is offline, which is no fault of its own.
 */
export function isHealthy({ online, error, journal }: HealthSigns, start: HealthStart): boolean {
  if (!online) return error !== null
  return journal.backlog === 0 || journal.backlog < start.backlog || receiptedOf(journal) !== start.receipted
}

/** How a desk is at its start. */
export function healthStart({ journal }: HealthSigns): HealthStart {
  return { backlog: journal.backlog, receipted: receiptedOf(journal) }
}

/** Looks until the desk is healthy, and tells that once. */
export function watchHealth(clock: Clock, look: () => Promise<HealthSigns>, healthy: () => void): Timer {
  let timer: Timer | undefined
  let start: HealthStart | undefined
  let isOver = false
  const again = () => {
    if (!isOver) timer = clock.after(lookEvery, () => void lookNow())
  }
  const lookNow = async () => {
    // A journal that cannot answer is none that works; the next look may find it well.
    const signs = await look().catch(() => undefined)
    if (!signs || isOver) return again()
    start ??= healthStart(signs)
    if (!isHealthy(signs, start)) return again()
    isOver = true
    healthy()
  }
  again()
  return {
    cancel() {
      isOver = true
      timer?.cancel()
    },
  }
}

function receiptedOf({ receipted }: AgentStatus['journal']): string {
  return JSON.stringify(receipted)
}
