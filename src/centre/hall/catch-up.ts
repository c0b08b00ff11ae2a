import type { DeskState } from '../../contract/index.ts'
import type { Clock } from '../../core/index.ts'
import type { Executor } from '../../sqlite/index.ts'

/** What of a desk's state is needed here. */
export type Said = Pick<DeskState, 'online' | 'epoch' | 'lastSequence'>

/**
 * Waits for what a desk did before it asks. After an outage its facts and its first request come together, and who decided
 * without those facts would give the counter a ticket that it has served already.
 */
export interface CatchUp {
  /** A desk has said how far its journal goes. */
  said(desk: string, state: Said): void
  /** Facts of a desk were taken. */
  applied(desk: string): void
  /** Resolves when the facts that the desk told of are here, or when waiting is no use. */
  until(desk: string): Promise<void>
}

/** An officer waits five seconds for an answer. */
const longestWait = 2_000

/** Compares what desks say with what the database has. */
export function createCatchUp(db: Executor, clock: Clock): CatchUp {
  const goals = new Map<string, { readonly epoch: string; readonly upTo: number }>()
  const waiting = new Map<string, Set<() => void>>()
  /** Desks whose facts did not come although they were waited for: each request would wait in vain. */
  const stuck = new Set<string>()

  const isHere = async (desk: string) => {
    const goal = goals.get(desk)
    if (!goal) return true
    const [row] = await db.all('SELECT applied FROM streams WHERE desk = ? AND epoch = ?', desk, goal.epoch)
    if (Number(row?.applied ?? 0) < goal.upTo) return false
    if (goals.get(desk) === goal) goals.delete(desk)
    return true
  }
  const listen = (desk: string) => {
    const { promise, resolve } = Promise.withResolvers<'progress' | 'over'>()
    const own = waiting.get(desk) ?? new Set()
    const go = () => resolve('progress')
    const timer = clock.after(longestWait, () => resolve('over'))
    waiting.set(desk, own.add(go))
    const stop = () => {
      timer.cancel()
      own.delete(go)
    }
    return { next: promise, stop }
  }
  return {
    said(desk, { online, epoch, lastSequence }) {
      if (online && epoch !== undefined && lastSequence !== undefined) goals.set(desk, { epoch, upTo: lastSequence })
    },
    applied(desk) {
      stuck.delete(desk)
      for (const go of [...(waiting.get(desk) ?? [])]) go()
    },
    async until(desk) {
      const begun = clock.mono()
      while (goals.has(desk) && !stuck.has(desk) && clock.mono() - begun < longestWait) {
        // Listens before it looks: what comes while it looks must not be missed.
        const { next, stop } = listen(desk)
        try {
          if (await isHere(desk)) return
          if ((await next) === 'over') stuck.add(desk)
        } finally {
          stop()
        }
      }
    },
  }
}
