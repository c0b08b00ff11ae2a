import type { Clock, Random, Timer } from '../../src/core/index.ts'
import { createFeed, type DeskEvent, type DeskView, type Feed } from '../../src/desk/index.ts'
import type { Agent } from '../agent.ts'
import type { AgentChange } from '../changes.ts'
import type { Config } from '../config/config.ts'
import { differences } from './differences.ts'
import type { Locks } from './locks.ts'
import { keepNotices } from './notices.ts'
import { unlockBySignIn } from './unlocking.ts'
import { deskView, rosterOf } from './view.ts'

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
  readonly agent: Agent
  readonly config: Config
  readonly locks: Locks
  readonly clock: Clock
  readonly random: Random
}

/** What the disk must be asked for is asked at most so often, and so long after something changed. */
const askEvery = 1_000
const askSoon = 150

/** Draws a running agent. Resolves with the first view. */
export async function drawPicture({ agent, config, locks, clock, random }: PictureOptions): Promise<Picture> {
  const notices = keepNotices(clock)
  let status = await agent.status()
  let asking: Timer | undefined
  let isSoon = false
  let stopped = false

  const draw = () => deskView({ config, agent, status, notices: notices.list(), isLocked: locks.isLocked })
  let drawn = draw()
  const tell = () => {
    const before = drawn
    drawn = draw()
    for (const event of differences(before, drawn)) feed.publish(event)
  }
  const ask = async () => {
    // Nobody looks: the disk is left alone. A page that comes back is told within the next second.
    if (feed.followers() === 0) return
    // An agent that is about to stop answers no more; what was seen last stays.
    status = await agent.status().catch(() => status)
    if (!stopped) tell()
  }
  const askIn = (ms: number) => {
    asking?.cancel()
    asking = clock.after(ms, async () => {
      isSoon = false
      await ask()
      if (!stopped && !isSoon) askIn(askEvery)
    })
  }
  // One thing after the other must not put it off for ever.
  const askQuickly = () => {
    if (isSoon) return
    isSoon = true
    askIn(askSoon)
  }
  const feed = createFeed<DeskView, DeskEvent>({
    life: Buffer.from(random.bytes(6)).toString('hex'),
    state() {
      tell()
      askQuickly()
      return drawn
    },
  })
  const changed = () => {
    tell()
    askQuickly()
  }
  askIn(askEvery)
  const leave = agent.onChange((change) => {
    unlockBySignIn(agent, locks, change)
    if (change.kind === 'notice') feed.publish({ kind: 'notice', notice: notices.add(withName(agent, change)) })
    changed()
  })
  return {
    feed,
    view: draw,
    changed,
    stop() {
      stopped = true
      leave()
      asking?.cancel()
    },
  }
}

type ToldNotice = Extract<AgentChange, { kind: 'notice' }>

/** People have names; what facts call them is for the books. */
function withName(agent: Agent, notice: ToldNotice): ToldNotice {
  const name = rosterOf(agent).find(({ officer }) => officer === notice.args.officer)?.name
  return name === undefined ? notice : { ...notice, args: { ...notice.args, officer: name } }
}
