import type { Clock, DeskError, Random, Timer } from '../../src/core/index.ts'
import { createFeed, type DeskEvent, type DeskView, type Feed } from '../../src/desk/index.ts'
import type { Agent, AgentStatus } from '../agent.ts'
import type { AgentChange } from '../changes.ts'
import type { Config } from '../config/config.ts'
import { differences } from './differences.ts'
import type { Locks } from './locks.ts'
import { keepNotices, type Notices } from './notices.ts'
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
  /** What the server of the pages has to say. */
  readonly alarms: () => readonly DeskError[]
  readonly clock: Clock
  readonly random: Random
}

/** What the disk must be asked for is asked at most so often, and so long after something changed. */
const askEvery = 1_000
const askSoon = 150

/** Draws a running agent. Resolves with the first view. */
export async function drawPicture(options: PictureOptions): Promise<Picture> {
  return new RunningPicture(options, await options.agent.status())
}

class RunningPicture implements Picture {
  readonly feed: Feed<DeskView, DeskEvent>
  readonly #o: PictureOptions
  readonly #notices: Notices
  readonly #leave: () => void
  #status: AgentStatus
  #drawn: DeskView
  #asking: Timer | undefined
  #isSoon = false
  #stopped = false

  constructor(options: PictureOptions, status: AgentStatus) {
    this.#o = options
    const { agent, locks, clock, random } = options
    this.#notices = keepNotices(clock)
    this.#status = status
    this.#drawn = this.view()
    this.feed = createFeed<DeskView, DeskEvent>({
      life: Buffer.from(random.bytes(6)).toString('hex'),
      state: () => {
        this.changed()
        return this.#drawn
      },
      followed: () => this.changed(),
    })
    this.#leave = agent.onChange((change) => {
      unlockBySignIn(agent, locks, change)
      if (change.kind === 'notice') this.#tellNotice(change)
      this.changed()
    })
  }

  view(): DeskView {
    const { agent, config, locks, alarms } = this.#o
    const notices = this.#notices.list()
    return deskView({ config, agent, status: this.#status, notices, alarms: alarms(), isLocked: locks.isLocked })
  }

  changed(): void {
    this.#tell()
    // One thing after the other must not put it off for ever.
    if (this.#isSoon) return
    this.#isSoon = true
    this.#askIn(askSoon)
  }

  stop(): void {
    this.#stopped = true
    this.#leave()
    this.#asking?.cancel()
  }

  #tell(): void {
    const before = this.#drawn
    this.#drawn = this.view()
    for (const event of differences(before, this.#drawn)) this.feed.publish(event)
  }

  #tellNotice(told: ToldNotice): void {
    this.feed.publish({ kind: 'notice', notice: this.#notices.add(withName(this.#o.agent, told)) })
  }

  #askIn(ms: number): void {
    this.#asking?.cancel()
    this.#asking = this.#o.clock.after(ms, () => void this.#ask())
  }

  async #ask(): Promise<void> {
    this.#isSoon = false
    // Nobody looks: the disk is left alone, and an idle PC asleep.
    if (this.feed.followers() === 0) return
    // An agent that is about to stop answers no more; what was seen last stays.
    this.#status = await this.#o.agent.status().catch(() => this.#status)
    if (this.#stopped) return
    this.#tell()
    if (!this.#isSoon) this.#askIn(askEvery)
  }
}

type ToldNotice = Extract<AgentChange, { kind: 'notice' }>

/** People have names; what facts call them is for the books. */
function withName(agent: Agent, notice: ToldNotice): ToldNotice {
  const name = rosterOf(agent).find(({ officer }) => officer === notice.args.officer)?.name
  return name === undefined ? notice : { ...notice, args: { ...notice.args, officer: name } }
}
