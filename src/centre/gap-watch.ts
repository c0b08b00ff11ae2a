import { type Clock, type Log, type Timer, toDeskError } from '../core/index.ts'
import type { CentreStore, Gap } from './store/store.ts'

/** Looks after gaps that do not close by themselves. */
export interface GapWatch {
  stop(): void
}

/** What the watch needs. Each is called once for a gap. */
export interface GapWatchOptions {
  readonly store: CentreStore
  readonly clock: Clock
  readonly log: Log
  /** A gap has lasted so long that its fact is hardly on its way: its desk should be told how far the centre is. */
  remind(gaps: readonly Gap[]): void
  /** A gap has lasted so long that people should know. */
  report(gap: Gap): void
}

const lookEvery = 5_000
/** Facts that overtake each other close a gap within moments. */
const lasting = { remind: 4_000, report: 30_000 }

/** Looks for gaps now and then. */
export function watchGaps({ store, clock, log, remind, report }: GapWatchOptions): GapWatch {
  const reminded = oncePerGap()
  const reported = oncePerGap()
  let timer: Timer | undefined
  const look = async () => {
    const gaps = await store.gaps()
    const older = (ms: number) => gaps.filter(({ since }) => clock.wall() - since >= ms)
    const stuck = reminded(older(lasting.remind))
    if (stuck.length > 0) remind(stuck)
    for (const gap of reported(older(lasting.report))) {
      const { desk, epoch, next, waiting } = gap
      log.warn('facts wait for an earlier one', { topic: desk, epoch, sequence: next, count: waiting })
      report(gap)
    }
  }
  const schedule = () => {
    timer = clock.after(lookEvery, () => {
      look()
        .catch((error: unknown) => log.warn(toDeskError(error, 'DB-CTR-009').message))
        .finally(() => timer && schedule())
    })
  }
  schedule()
  return {
    stop() {
      timer?.cancel()
      timer = undefined
    },
  }
}

/** Passes each gap on once, and remembers only those that are still there. */
function oncePerGap(): (gaps: readonly Gap[]) => Gap[] {
  let known = new Set<string>()
  const nameOf = ({ desk, epoch, next }: Gap) => `${desk} ${epoch} ${next}`
  return (gaps) => {
    const news = gaps.filter((gap) => !known.has(nameOf(gap)))
    known = new Set(gaps.map(nameOf))
    return news
  }
}
