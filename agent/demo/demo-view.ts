import type { AppliedFact } from '../../src/centre/index.ts'
import type { AgentStatus } from '../agent.ts'
import { deviceOf, factType } from './press-facts.ts'
import type { AgentView, Counts, DeskView, FactView } from './view.ts'
import type { World } from './world.ts'

/** Presses of the panel that are shown. */
const shownPresses = 8

/** What a page sees of the desk now. */
export function deskView(world: World, status: AgentStatus | undefined, counts: Counts): DeskView {
  const { panel, pad, display, cable } = world
  return {
    cable: cable.isIn() ? 'in' : 'out',
    agent: agentView(status),
    devices: status?.devices ?? [],
    offers: status?.offers ?? [],
    panel: { isConnected: panel.isConnected(), presses: panel.presses().slice(-shownPresses) },
    pad: { isConnected: pad.isConnected(), lamps: pad.lamps(), lost: pad.lost() },
    display: { isConnected: display.isConnected(), lines: display.lines() },
    counts,
  }
}

/** What a page sees of a fact. This page is the centre's view: an officer's page leaves ratings out. */
export function factView({ fact, received }: AppliedFact): FactView {
  const happened = Date.parse(fact.time)
  return {
    epoch: fact.epoch,
    sequence: Number(fact.sequence),
    type: factType(fact),
    source: deviceOf(fact),
    data: fact.data,
    toDisk: Math.max(0, Date.parse(fact.recordedtime) - happened),
    toCentre: Math.max(0, received - happened),
  }
}

function agentView(status: AgentStatus | undefined): AgentView {
  if (!status) return { state: 'not-running' }
  return { state: status.online ? 'online' : 'offline', backlog: status.journal.backlog, pid: status.pid }
}
