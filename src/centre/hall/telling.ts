import type { CommandResult, CounterLine } from '../../contract/index.ts'
import { type Clock, type Log, type Random, type Timer, text } from '../../core/index.ts'
import type { CommandDraft } from '../commands.ts'
import { markTold, type Untold, untoldOf } from './conflicts.ts'
import { dayOf } from './day.ts'
import type { Floor } from './floor.ts'
import type { HallPlan } from './hall.ts'
import { waitingToday } from './line.ts'
import { lineAt } from './look.ts'
import { configOf, createSharing, type Post } from './share.ts'
import type { Scene } from './tickets.ts'

/** What a hall says to its desks through the centre. */
export interface HallPost extends Post {
  command(desk: string, command: CommandDraft, options?: { readonly timeout?: number }): Promise<CommandResult>
}

/** Tells the desks of a hall what they are to know: who waits, what the site has decided, and what went wrong. */
export interface Telling {
  tell(): Promise<void>
  /** The connection came or went: what was retained may be forgotten. */
  anew(): void
  stop(): void
}

/** What telling needs of its hall. */
export interface TellingOptions {
  readonly plan: HallPlan
  readonly floor: Floor
  readonly post: HallPost
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  scene<T>(work: (scene: Scene) => Promise<T>): Promise<T>
  /** Asks to be called again. */
  again(): void
}

/** Lists change with each ticket; desks need them when the centre is gone, so once a second is soon enough. */
const shareEvery = 1_000
/** A conflict of yesterday's last hour is still worth a word. */
const tellFor = 24 * 3_600_000

/** Nothing is told yet. */
export function createTelling(options: TellingOptions): Telling {
  const { plan, clock, scene } = options
  const sharing = createSharing(options)
  const notices = createNotices(options)
  let sharedAt = Number.NEGATIVE_INFINITY
  let shareAgain: Timer | undefined
  return {
    async tell() {
      const [config, untold] = await scene(
        async ({ db, now }) => [await configOf(db, plan), await untoldOf(db, dayOf(now - tellFor))] as const,
      )
      for (const one of untold) notices.tell(one)
      const wait = sharedAt + shareEvery - clock.mono()
      if (wait > 0) {
        shareAgain ??= clock.after(wait, () => {
          shareAgain = undefined
          options.again()
        })
        return
      }
      sharedAt = clock.mono()
      sharing.share(await linesOf(options), config)
    },
    anew() {
      sharing.forget()
      sharedAt = Number.NEGATIVE_INFINITY
    },
    stop: () => shareAgain?.cancel(),
  }
}

/** What each desk is to know. Each counter is a transaction of its own, so that no request waits for all of them. */
async function linesOf({ floor, random, scene }: TellingOptions): Promise<Map<string, CounterLine[]>> {
  const waiting = await scene(waitingToday)
  const byDesk = new Map<string, CounterLine[]>()
  for (const [place, desk] of floor.all()) {
    const line = await scene((one) => lineAt(one, place, waiting, random))
    byDesk.set(desk, [...(byDesk.get(desk) ?? []), line])
  }
  return byDesk
}

/** Tells of a conflict in words, to both counters, when each is there. */
function createNotices({ floor, post, log, scene }: TellingOptions): { tell(untold: Untold): void } {
  const underWay = new Set<string>()
  return {
    tell(untold) {
      const { place, ticket, first, second } = untold
      const desk = floor.deskOf(place)
      const key = `${untold.id} ${place}`
      if (desk === undefined || !floor.isOnline(desk) || underWay.has(key)) return
      underWay.add(key)
      const words = text('hall.notice.conflict', 'vi', { ticket, first, second })
      const counter = place.slice(place.indexOf('/') + 1)
      post
        .command(desk, { name: 'officer.notice', counter, args: { text: words.slice(0, 200) } })
        .then(() => scene(({ db }) => markTold(db, untold)))
        .catch((error: unknown) => log.debug('notice not told', { topic: desk, reason: String(error) }))
        .finally(() => underWay.delete(key))
    },
  }
}
