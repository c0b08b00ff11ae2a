import type { CounterLine, DeskConfig, TransferDestination, WaitingMessage } from '../../contract/index.ts'
import { formatTime } from '../../contract/index.ts'
import { type Clock, type Log, text } from '../../core/index.ts'
import type { Executor } from '../../sqlite/index.ts'
import { sealingKeyInUse } from '../sealing/keys.ts'
import type { HallPlan } from './hall.ts'
import { openPlan, placesOf } from './plan.ts'
import { roster } from './sign-in.ts'

/** Counters of one desk in a message at most; the contract says so. */
const mostCounters = 32

/** Places in a message at most; the contract says so. */
const mostDestinations = 200

/** How retained messages reach a desk. */
export interface Post {
  configure(desk: string, config: DeskConfig): Promise<void>
  shareWaiting(desk: string, message: WaitingMessage): Promise<void>
}

/** Tells desks who waits and what the site has decided, when it changes. */
export interface Sharing {
  /** What the desks are to know. */
  share(lines: ReadonlyMap<string, readonly CounterLine[]>, config: DeskConfig | undefined): void
  /** A new session: the broker may have forgotten what was retained. */
  forget(): void
}

/** What sharing needs. */
export interface SharingOptions {
  readonly post: Post
  readonly clock: Clock
  readonly log: Log
}

/** Remembers what each desk was told. */
export function createSharing({ post, clock, log }: SharingOptions): Sharing {
  const lists = new Map<string, string>()
  const configs = new Map<string, number>()
  const untold = (memory: Map<string, unknown>, desk: string) => (error: unknown) => {
    memory.delete(desk)
    log.debug('not told', { topic: desk, reason: String(error) })
  }
  const tellList = (desk: string, counters: readonly CounterLine[], text: string) => {
    lists.set(desk, text)
    const message = { at: formatTime(clock.wall()), counters: counters.slice(0, mostCounters) }
    post.shareWaiting(desk, message).catch(untold(lists, desk))
  }
  return {
    share(lines, config) {
      for (const [desk, counters] of lines) {
        const text = JSON.stringify(counters)
        if (lists.get(desk) !== text) tellList(desk, counters, text)
        if (!config || configs.get(desk) === config.revision) continue
        configs.set(desk, config.revision)
        post.configure(desk, config).catch(untold(configs, desk))
      }
    },
    forget() {
      lists.clear()
      configs.clear()
    },
  }
}

/**
 * What the centre decides for its desks, under a revision that grows when its content changes: what its plan says – the open
 * plan, nothing – and to which key they seal.
 */
export async function configOf(db: Executor, plan: HallPlan): Promise<DeskConfig | undefined> {
  const sealing = await sealingKeyInUse(db)
  if (plan === openPlan && !sealing) return undefined
  const content = { ...(plan === openPlan ? {} : await decided(db, plan)), ...(sealing ? { sealing } : {}) }
  const body = JSON.stringify(content)
  const [known] = await db.all('SELECT revision, body FROM hall_config')
  if (known?.body === body) return { revision: Number(known.revision), ...content }
  const revision = Number(known?.revision ?? 0) + 1
  await db.run('INSERT OR REPLACE INTO hall_config (one, revision, body) VALUES (1, ?, ?)', revision, body)
  return { revision, ...content }
}

async function decided(db: Executor, plan: HallPlan): Promise<Omit<DeskConfig, 'revision'>> {
  const { rating, pauseReasons, cards } = plan
  return {
    officers: await roster(db, plan),
    rating,
    pauseReasons: [...pauseReasons],
    destinations: destinationsOf(plan),
    ...(cards ? { cards } : {}),
  }
}

/** Every field, and every counter that the plan names. */
function destinationsOf(plan: HallPlan): TransferDestination[] {
  const fields = plan.fields.map(({ id, name }) => ({ to: id, name: { ...name } }))
  const counters = placesOf(plan).map((place) => ({
    to: place,
    name: { vi: text('hall.destination', 'vi', { place }), en: text('hall.destination', 'en', { place }) },
  }))
  return [...fields, ...counters].slice(0, mostDestinations)
}
