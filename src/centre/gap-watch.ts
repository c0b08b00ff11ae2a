import { type Clock, type Log, type Timer, toDeskError } from '../core/index.ts'
import type { CentreStore, Gap } from './store/store.ts'

/** Tells of gaps that do not close. */
export interface GapWatch {
  stop(): void
}

const lookEvery = 30_000
/** Facts that overtake each other close a gap within moments; one that lasts is worth a word. */
const lasting = 30_000

/** Looks for gaps now and then, and reports each once. */
export function watchGaps(store: CentreStore, clock: Clock, log: Log, report: (gap: Gap) => void): GapWatch {
  let reported = new Set<string>()
  let timer: Timer | undefined
  const nameOf = ({ desk, epoch, next }: Gap) => `${desk} ${epoch} ${next}`
  const look = async () => {
    const gaps = (await store.gaps()).filter(({ since }) => clock.wall() - since >= lasting)
    const news = gaps.filter((gap) => !reported.has(nameOf(gap)))
    reported = new Set(gaps.map(nameOf))
    for (const gap of news) {
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
