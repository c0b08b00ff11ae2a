import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AppliedFact,
  type CentreWeb,
  type EmbeddedBroker,
  type ReferenceCentre,
  serveCentreWeb,
  serveReferenceCentre,
  startEmbeddedBroker,
} from '../../src/centre/index.ts'
import type { Clock, Log, Random } from '../../src/core/index.ts'
import { jsonLog } from '../log.ts'
import { type AgentProcess, endOrphan, keepAgentRunning } from './agent-process.ts'
import { boundedFile } from './bounded-file.ts'
import { type Cable, layCable } from './cable.ts'
import { deskFolder, writeConfigFile } from './config-file.ts'
import {
  type CallPanel,
  type CustomerDisplay,
  type RatingPad,
  startCallPanel,
  startCustomerDisplay,
  startRatingPad,
} from './desk/index.ts'
import { freePort } from './free-port.ts'
import { callWitness, type Witness } from './witness.ts'

/** A centre, a cable and a desk with its agent: everything real but the plastic of the devices. */
export interface World {
  readonly dataFolder: string
  readonly panel: CallPanel
  readonly pad: RatingPad
  readonly display: CustomerDisplay
  readonly cable: Cable
  readonly agent: AgentProcess
  readonly centre: ReferenceCentre
  /** The pages of people, each at its address. */
  readonly links: Links
  readonly witness: Witness
  /** The newest facts of earlier demos on this folder, oldest first. */
  readonly earlier: readonly AppliedFact[]
  readonly log: Log
  stop(): Promise<void>
}

/** The pages that a demo has beside its own. */
export interface Links {
  /** Of the officer, served by the agent. */
  readonly officer: string
  /** Of the centre: where citizens take numbers, and what hangs on the wall. */
  readonly tickets: string
  readonly board: string
}

/** What a world is made of. */
export interface WorldOptions {
  readonly dataFolder: string
  /** The script of the running program, which the agent's process runs too. */
  readonly entry: string
  readonly clock: Clock
  readonly random: Random
  /** The centre has taken facts. */
  applied(facts: readonly AppliedFact[]): void
  /** Something at the desk or on the way changed. */
  changed(): void
}

const shownFacts = 100
/** Tickets that always stand in line at the demo's centre. */
const keepWaiting = 20

/**
 * Starts a world. A second one on the same folder is refused by the centre's data before anything else happens.
 * @throws DeskError DB-CTR-002 another demo runs on this folder.
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { dataFolder, clock, random } = options
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const undo: (() => Promise<unknown> | unknown)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const logFile = boundedFile(join(dataFolder, 'demo.log'))
    undo.push(() => logFile.close())
    const log = jsonLog('info', (line) => logFile.write(`${line}\n`), clock.wall)
    const broker = await startEmbeddedBroker(0)
    undo.push(() => broker.stop())
    const centre = await openCentre(broker, { ...options, log })
    undo.push(() => centre.stop())
    const web = await servePages(centre, { ...options, log })
    undo.push(() => web.stop())
    const earlier = (await centre.store.recent(shownFacts)).reverse()
    const witness = callWitness({ url: broker.url, clock, random, log, called: options.changed })
    undo.push(() => witness.stop())
    await witness.listening
    const desk = await startDesk(options)
    undo.push(() => Promise.all([desk.panel.stop(), desk.pad.stop(), desk.display.stop()]))
    const cable = await layCable(broker.port)
    undo.push(() => cable.pull())
    const pagePort = await freePort()
    const agent = await startAgentOf(options, desk, cable, pagePort)
    undo.push(() => agent.stop())
    const links = linksOf(web, pagePort)
    return { dataFolder, ...desk, cable, agent, centre, links, witness, earlier, log, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Desk = Pick<World, 'panel' | 'pad' | 'display'>

async function startDesk(options: WorldOptions): Promise<Desk> {
  const [panel, pad, display] = await Promise.all([
    startCallPanel(options),
    startRatingPad(options),
    startCustomerDisplay(options),
  ])
  return { panel, pad, display }
}

function openCentre(
  broker: EmbeddedBroker,
  { dataFolder, clock, random, log, applied }: WorldOptions & { readonly log: Log },
): Promise<ReferenceCentre> {
  return serveReferenceCentre({
    folder: join(dataFolder, 'centre'),
    broker: { url: broker.url, clientId: 'demo/centre' },
    keepWaiting,
    clock,
    random,
    log,
    applied,
  })
}

/** For this PC only: a demo is nobody's centre. */
function servePages(
  { hall }: ReferenceCentre,
  { clock, log }: WorldOptions & { readonly log: Log },
): Promise<CentreWeb> {
  return serveCentreWeb({ hall, port: 0, host: '127.0.0.1', clock, log })
}

function linksOf(web: CentreWeb, pagePort: number): Links {
  return { officer: `http://127.0.0.1:${pagePort}/`, tickets: `${web.url}lay-so`, board: `${web.url}bang` }
}

async function startAgentOf(options: WorldOptions, desk: Desk, cable: Cable, pagePort: number): Promise<AgentProcess> {
  const { dataFolder, entry, clock, changed } = options
  await endOrphan(deskFolder(dataFolder), clock)
  const configFile = writeConfigFile(dataFolder, {
    brokerUrl: `mqtt://127.0.0.1:${cable.port}`,
    panel: desk.panel.address,
    pad: desk.pad.address,
    display: desk.display.address,
    pagePort,
  })
  const agentLog = boundedFile(join(dataFolder, 'agent.log'))
  return keepAgentRunning({ entry, configFile, clock, changed, logged: agentLog.write })
}
