import type { Clock, Random, Timer } from '../../src/core/index.ts'
import { createFeed, type DeskEvent, type DeskView, type Feed } from '../../src/desk/index.ts'
import type { Agent } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { differences } from './differences.ts'
import type { Locks } from './locks.ts'
import { keepNotices } from './notices.ts'
import { deskView, linkState, type Sight } from './view.ts'

/** The desk as its page sees it, kept up to date and told to whoever follows. */
export interface Picture {
  readonly feed: Feed<DeskView, DeskEvent>
  view(): DeskView
  /** Something changed that the agent does not tell of. */
  changed(): void
  stop(): void
}

/** What a picture is drawn from. */
export interface PictureOptions {
  readonly agent: Pick<Agent, 'status' | 'insight'>
  readonly config: Config
  readonly locks: Pick<Locks, 'isLocked' | 'look'>
  readonly clock: Clock
  readonly random: Random
}

/** What the disk must be asked for is asked at most so often, and so long after something changed. */
const askEvery = 1_000
const askSoon = 150

/** Draws a running agent. Resolves with the first view. */
export async function drawPicture(options: PictureOptions): Promise<Picture> {
  const { agent, config, locks, clock, random } = options
  const { insight } = agent
  const notices = keepNotices(clock)
  let [status, site] = await Promise.all([agent.status(), insight.site()])
  let link = { state: linkState({ insight }), since: clock.wall() }
  let asking: Timer | undefined
  let stopped = false

  const draw = (): DeskView => {
    locks.look(insight.counters())
    const state = linkState({ insight })
    if (state !== link.state) link = { state, since: clock.wall() }
    const sight: Sight = {
      ...{ config, insight, clock, status, site },
      notices: notices.list(),
      linkSince: link.since,
      isLocked: locks.isLocked,
    }
    return deskView(sight)
  }
  let drawn = draw()
  const tell = () => {
    const before = drawn
    drawn = draw()
    for (const event of differences(before, drawn)) feed.publish(event)
  }
  const ask = async () => {
    // An agent that is about to stop answers no more; what was seen last stays.
    ;[status, site] = await Promise.all([agent.status(), insight.site()]).catch(() => [status, site] as const)
    if (!stopped) tell()
  }
  const askIn = (ms: number) => {
    asking ??= clock.after(ms, async () => {
      await ask()
      asking = undefined
      if (!stopped && feed.followers() > 0) askIn(askEvery)
    })
  }
  const feed = createFeed<DeskView, DeskEvent>({
    life: Buffer.from(random.bytes(6)).toString('hex'),
    state() {
      tell()
      askIn(0)
      return drawn
    },
  })
  const changed = () => {
    tell()
    askIn(askSoon)
  }
  const unfollow = insight.follow({
    told(output) {
      const notice = notices.add(output)
      if (notice) feed.publish({ kind: 'notice', notice })
    },
    changed,
  })
  return {
    feed,
    view: draw,
    changed,
    stop() {
      stopped = true
      unfollow()
      asking?.cancel()
    },
  }
}
