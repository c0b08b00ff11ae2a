import { chainStart, type DeskState } from '../contract/index.ts'
import { type Log, toDeskError } from '../core/index.ts'
import { receiptOf } from './receipts.ts'
import type { Loss } from './recovery.ts'
import type { CentreStore, DeskReceipt, StreamEnd } from './store/store.ts'

/** Compares what desks say with what the centre has. */
export interface Greeter {
  /** A desk is there and has said how it is. */
  said(desk: string, state: DeskState): void
}

/** What greeting needs. */
export interface GreeterOptions {
  readonly store: CentreStore
  readonly log: Log
  give(receipts: readonly DeskReceipt[]): Promise<void>
  lost(loss: Loss): void
}

/** Desks that are looked up at once. */
const together = 500

/**
 * For one session with the broker. Each desk that is there is told once how far the centre is: a receipt that was lost with
 * an earlier session, or facts that were acknowledged and lost with an earlier process, are noticed at once by that. And
 * whoever was told of more than the centre has shows that the centre has lost it.
 */
export function createGreeter({ store, log, give, lost }: GreeterOptions): Greeter {
  const greeted = new Set<string>()
  let waiting = new Map<string, DeskState>()
  let working = false

  const greet = async (desks: ReadonlyMap<string, DeskState>) => {
    const ends = Map.groupBy(await store.ends([...desks.keys()]), (end) => end.desk)
    const receipts: DeskReceipt[] = []
    for (const [desk, state] of desks) {
      const has = ends.get(desk) ?? []
      if (!greeted.has(desk)) receipts.push(...greeting(desk, state, has))
      greeted.add(desk)
      for (const { epoch, upTo } of state.receipted ?? []) if (upTo > appliedOf(has, epoch)) lost({ desk, epoch, upTo })
    }
    await give(receipts)
  }
  const work = async () => {
    working = true
    while (waiting.size > 0) {
      const entries = [...waiting]
      waiting = new Map(entries.slice(together))
      await greet(new Map(entries.slice(0, together))).catch((error: unknown) =>
        log.warn(toDeskError(error, 'DB-CTR-009').message),
      )
    }
    working = false
  }
  return {
    said(desk, state) {
      waiting.set(desk, state)
      if (!working) void work()
    },
  }
}

function appliedOf(ends: readonly StreamEnd[], epoch: string): number {
  return ends.find((end) => end.epoch === epoch)?.applied ?? 0
}

/** A receipt for each epoch that the desk tells of, its current one last: the retained message holds only one. */
function greeting(
  desk: string,
  { epoch: current, receipted = [] }: DeskState,
  ends: readonly StreamEnd[],
): DeskReceipt[] {
  const told = receipted.filter(({ epoch, upTo }) => upTo > 0 && epoch !== current).map(({ epoch }) => epoch)
  const epochs = [...told.reverse(), ...(current === undefined ? [] : [current])]
  return epochs.map((epoch) =>
    receiptOf(ends.find((end) => end.epoch === epoch) ?? { desk, epoch, applied: 0, chain: chainStart }),
  )
}
