import { formatTime, type RosterEntry } from '../../src/contract/index.ts'
import { DeskError } from '../../src/core/index.ts'
import type { DeskView, LinkView, Notice, Problem } from '../../src/desk/index.ts'
import { diskCodes } from '../../src/journal/index.ts'
import type { Agent, AgentStatus } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { cardView } from './card-view.ts'
import { counterView } from './counter-view.ts'
import { deviceView, offerView } from './devices-view.ts'
import { problemOf } from './words.ts'

/** What the page is drawn from. */
export interface Sight {
  readonly config: Pick<Config, 'centre' | 'desk' | 'language' | 'library' | 'devices' | 'dataFolder'>
  readonly agent: SeenAgent
  /** What the agent last said of what must be asked of the disk. */
  readonly status: AgentStatus
  readonly notices: readonly Notice[]
  /** What the server of the pages has to say. */
  readonly alarms: readonly DeskError[]
  isLocked(counter: string): boolean
}

/** What is seen of an agent. */
export type SeenAgent = Pick<Agent, 'counters' | 'centre' | 'rules' | 'devices' | 'offers' | 'insight' | 'cards'>

/** The whole desk as its officer's page shows it. Never a rating. */
export function deskView({ config, agent, status, notices, alarms, isLocked }: Sight): DeskView {
  const { centre, desk, language } = config
  const adopted = agent.insight.adopted()
  const counters = agent.counters().map(({ id }) => id)
  return {
    desk: { centre, desk, version: status.version, language },
    link: linkView(agent, status),
    clock: agent.insight.clock(),
    disk: status.journal.disk,
    alarms: [...alarmsOf(agent, status, config.dataFolder), ...alarms.map(problemOf)],
    counters: agent
      .counters()
      .map((one) =>
        counterView(
          one,
          agent.rules(one.id),
          { isLocked: isLocked(one.id), desk, counters },
          cardView(agent.cards.reading(one.id)),
        ),
      ),
    officers: rosterOf(agent).map(({ officer, name, salt }) => ({ officer, name, needsPin: salt !== undefined })),
    devices: agent.devices().map((health) => deviceView(health, adopted.includes(health.name), config)),
    offers: agent.offers().map(offerView),
    notices: [...notices],
  }
}

/** Who may sign in here; the centre gives one list for the desk. */
export function rosterOf(agent: Pick<SeenAgent, 'counters' | 'rules'>): readonly RosterEntry[] {
  const [first] = agent.counters()
  return (first && agent.rules(first.id).officers) ?? []
}

function linkView(agent: SeenAgent, { journal }: AgentStatus): LinkView {
  const { state, since, problem } = agent.centre()
  const why = state === 'offline' && problem ? problemOf(problem) : null
  return { state, since: formatTime(since), unsent: journal.backlog, problem: why }
}

function alarmsOf(agent: SeenAgent, { journal }: AgentStatus, folder: string): Problem[] {
  const { disk, diskUsed } = journal
  const used = diskUsed ?? '–'
  const diskAlarm = disk === 'room' ? [] : [new DeskError(diskCodes[disk], { folder, used, free: '–' })]
  return [...diskAlarm, ...agent.centre().alarms].map(problemOf)
}
