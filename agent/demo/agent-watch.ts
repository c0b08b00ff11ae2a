import type { Clock, Timer } from '../../src/core/index.ts'
import type { AgentStatus } from '../agent.ts'
import { type ControlClient, controlClient } from '../control/client.ts'
import type { LearningNow } from '../learn/tell-learning.ts'
import { countRecorded, type Recorded } from './recorded.ts'

/** What the agent says about itself, asked again and again while somebody looks. */
export interface AgentWatch {
  /** Undefined while no agent answers. */
  status(): AgentStatus | undefined
  recorded(): Recorded
  learning(): LearningNow
  /** Something happened: ask sooner. */
  nudge(): void
  stop(): void
}

/** What watching needs. */
export interface AgentWatchOptions {
  /** The agent's data folder. */
  readonly folder: string
  /** Presses before this wall time are of an earlier demo. */
  readonly since: number
  readonly clock: Clock
  isWatched(): boolean
  /** An answer came, or none. */
  asked(): void
}

const askEvery = 500
const askSoon = 120
const nothing: LearningNow = { attached: [], lesson: { kind: 'none' } }

/** Asks the agent through its control socket, as the command line does. */
export function watchAgent({ folder, since, clock, isWatched, asked }: AgentWatchOptions): AgentWatch {
  const client = controlClient(folder)
  let status: AgentStatus | undefined
  let recorded: Recorded = { call: 0, rating: 0 }
  let learning = nothing
  let counted = ''
  let timer: Timer | undefined
  let asking = false
  let stopped = false
  const look = async () => {
    status = await client.status().catch(() => undefined)
    learning = status ? await learningNow(client).catch(() => nothing) : nothing
    const position = status && `${status.journal.epoch} ${status.journal.lastSequence}`
    if (!position || position === counted) return
    recorded = await countRecorded(client, since)
    counted = position
  }
  const askIn = (ms: number) => {
    timer?.cancel()
    timer = clock.after(ms, async () => {
      asking = true
      // An agent that dies while it answers is asked again.
      if (isWatched()) await look().catch(() => undefined)
      asking = false
      if (stopped) return
      asked()
      askIn(askEvery)
    })
  }
  askIn(0)
  return {
    status: () => status,
    recorded: () => recorded,
    learning: () => learning,
    nudge() {
      if (!asking && !stopped) askIn(askSoon)
    },
    stop() {
      stopped = true
      timer?.cancel()
    },
  }
}

async function learningNow({ learn }: ControlClient): Promise<LearningNow> {
  const [attached, lesson] = await Promise.all([learn.attached(), learn.state()])
  return { attached, lesson }
}
