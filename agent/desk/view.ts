import { type DeskConfig, formatTime, type RosterEntry } from '../../src/contract/index.ts'
import { type Clock, DeskError } from '../../src/core/index.ts'
import type { CounterView, DeskView, LinkView, Notice, Problem } from '../../src/desk/index.ts'
import { diskCodes } from '../../src/journal/index.ts'
import type { AgentStatus } from '../agent.ts'
import type { Config } from '../config/config.ts'
import type { Insight } from '../insight.ts'
import { counterView } from './counter-view.ts'
import { deviceView, offerView } from './devices-view.ts'
import { problemOf } from './words.ts'

/** What the page is drawn from. */
export interface Sight {
  readonly config: Pick<Config, 'centre' | 'desk' | 'language' | 'library' | 'dataFolder'>
  readonly insight: Insight
  readonly clock: Clock
  /** What the agent last said of what must be asked of the disk. */
  readonly status: AgentStatus
  readonly site: DeskConfig | undefined
  readonly notices: readonly Notice[]
  /** Since when the link is as it is, wall milliseconds. */
  readonly linkSince: number
  isLocked(counter: string): boolean
}

/** The whole desk as its officer's page shows it. Never a rating. */
export function deskView(sight: Sight): DeskView {
  const { config, status, site, insight, notices } = sight
  const { centre, desk, language } = config
  return {
    desk: { centre, desk, version: status.version, language },
    link: linkView(sight),
    clock: insight.clock(),
    disk: status.journal.disk,
    alarms: alarmsOf(sight),
    counters: insight.counters().map((counter) => viewOfCounter(sight, counter)),
    officers: rosterOf(site).map(({ officer, name, salt }) => ({ officer, name, needsPin: salt !== undefined })),
    ...devicesOf(sight),
    notices: [...notices],
  }
}

/** The state of the way to the centre, as the page words it. */
export function linkState({ insight }: Pick<Sight, 'insight'>): LinkView['state'] {
  return insight.link().online ? 'online' : 'offline'
}

/** Who may sign in here. */
export function rosterOf(site: DeskConfig | undefined): readonly RosterEntry[] {
  return site?.officers ?? []
}

function viewOfCounter(sight: Sight, counter: ReturnType<Insight['counters']>[number]): CounterView {
  const { clock, insight, site } = sight
  const now = { wall: clock.wall(), mono: clock.mono(), quality: insight.clock() }
  return counterView(counter, { now, roster: rosterOf(site), isLocked: sight.isLocked(counter.id) })
}

function linkView(sight: Sight): LinkView {
  const { error } = sight.insight.link()
  const state = linkState(sight)
  return {
    state,
    since: formatTime(sight.linkSince),
    unsent: sight.status.journal.backlog,
    problem: state === 'offline' && error ? problemOf(error) : null,
  }
}

function alarmsOf({ insight, status, config }: Sight): Problem[] {
  const { disk, diskUsed } = status.journal
  const used = diskUsed ?? '–'
  const diskAlarm =
    disk === 'room' ? [] : [new DeskError(diskCodes[disk], { folder: config.dataFolder, used, free: '–' })]
  return [...diskAlarm, ...insight.link().alarms].map(problemOf)
}

function devicesOf({ status, insight, config }: Sight): Pick<DeskView, 'devices' | 'offers'> {
  const adopted = insight.adopted()
  return {
    devices: status.devices.map((health) => deviceView(health, adopted.includes(health.name), config.library)),
    offers: status.offers.map(offerView),
  }
}
