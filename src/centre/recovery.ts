import { chainStart } from '../contract/index.ts'
import { type Clock, DeskError, isDeskError, type Log, type Timer, toDeskError } from '../core/index.ts'
import type { Commands } from './commands.ts'
import type { CentreStore, StreamEnd } from './store/store.ts'

/** Facts that desks were given receipts for and that the centre does not have. */
export interface Loss {
  readonly desk: string
  readonly epoch: string
  /** The last receipt that the desk knows. */
  readonly upTo: number
}

/** Asks for facts that the centre has lost. */
export interface Recovery {
  begin(loss: Loss): void
  stop(): void
}

/** What recovery needs. */
export interface RecoveryOptions {
  readonly store: CentreStore
  readonly clock: Clock
  readonly log: Log
  readonly commands: Commands
  /** How far the desk says now that its receipts go; undefined when it does not say, because it is not there. */
  told(loss: Loss): number | undefined
  /** Takes the retained receipt back to what the centre has. */
  takeBack(end: StreamEnd): Promise<void>
}

/** A loss is believed when it is still there after so long: a desk that takes the broker's word may be ahead of us. */
const confirmAfter = 1_000
/** How long a desk has to begin its replay. All consumers of a store together ask once in `claimFor`. */
const replayTimeout = 30_000
const claimFor = 25_000

/**
 * A centre that was restored from a backup knows less than it once gave receipts for. No desk sends again what has its
 * receipt, so the centre asks: once for each loss, and again until it is answered.
 */
export function createRecovery(options: RecoveryOptions): Recovery {
  const { clock, log } = options
  const underWay = new Map<string, Timer>()
  const refused = new Set<string>()

  const attempt = async (loss: Loss): Promise<'over' | 'again'> => {
    const end = await endOf(options.store, loss)
    if ((options.told(loss) ?? 0) <= end.applied) return 'over'
    if (!(await options.store.claimReplay(loss, claimFor))) return 'again'
    const lost = new DeskError('DB-CTR-014', { desk: loss.desk, from: end.applied + 1, upTo: loss.upTo })
    log.error(lost.message, { code: lost.code, topic: loss.desk, epoch: loss.epoch })
    return await askForReplay(options, end)
  }
  const schedule = (key: string, loss: Loss, ms: number) => {
    const due = () =>
      void attempt(loss)
        .catch((error: unknown) => {
          if (isDeskError(error, 'DB-CTR-015')) refused.add(key)
          log.error(toDeskError(error, 'DB-CTR-009').message, { topic: loss.desk, epoch: loss.epoch })
          return isDeskError(error, 'DB-CTR-015') ? 'over' : 'again'
        })
        .then((outcome) => {
          if (!underWay.has(key)) return
          if (outcome === 'again') schedule(key, loss, claimFor + confirmAfter)
          else underWay.delete(key)
        })
    underWay.set(key, clock.after(ms, due))
  }
  return {
    begin(loss) {
      const key = `${loss.desk} ${loss.epoch}`
      if (!underWay.has(key) && !refused.has(key)) schedule(key, loss, confirmAfter)
    },
    stop() {
      for (const timer of underWay.values()) timer.cancel()
      underWay.clear()
    },
  }
}

/** The receipt first: a desk that reads the old one on its next connection would take the replay for done. */
async function askForReplay({ commands, takeBack }: RecoveryOptions, end: StreamEnd): Promise<'over' | 'again'> {
  await takeBack(end)
  const args = { epoch: end.epoch, from: end.applied + 1 }
  try {
    const result = await commands.send(end.desk, { name: 'replay', args }, replayTimeout)
    if (result.state === 'done') return 'over'
    throw new DeskError('DB-CTR-015', { desk: end.desk, reason: result.error ?? result.state })
  } catch (error) {
    if (isDeskError(error, 'DB-CTR-003')) return 'again'
    throw error
  }
}

async function endOf(store: CentreStore, { desk, epoch }: Loss): Promise<StreamEnd> {
  const found = (await store.ends([desk])).find((end) => end.epoch === epoch)
  return found ?? { desk, epoch, applied: 0, chain: chainStart }
}
