import type { Clock } from '../src/core/index.ts'
import { type Agent, startAgent } from './agent.ts'
import { startChipReader } from './card/start-chip-reader.ts'
import type { Config } from './config/config.ts'
import { serveControl } from './control/server.ts'
import { type ServedDesk, serveDesk } from './desk/serve-desk.ts'
import type { LauncherLine } from './launcher/line.ts'
import { jsonLog } from './log.ts'
import type { ProvisionHost } from './provision/keeper.ts'
import type { RecentLog } from './recent-log.ts'
import { carryBundles } from './support/for-centre.ts'
import { bundleOfRunning } from './support/of-running.ts'
import { systemRandom } from './system.ts'
import { lookAfter } from './update/look-after.ts'
import { createUpdates } from './update/updates.ts'
import { wakingClock } from './waking-clock.ts'

/** A desk at work: the agent, its page, and the door for the command line. */
export interface RunningDesk {
  readonly agent: Agent
  readonly page: ServedDesk
  /** Resolves when the program is to be started anew, or when this desk was made to forget everything. */
  readonly wanted: Promise<'restart' | 'wiped'>
  stop(): Promise<void>
}

/** What a desk needs of the program that runs it. */
export interface DeskHost {
  readonly clock: Clock
  readonly recent: RecentLog
  /** One line of the log. */
  write(line: string): void
  readonly provision: ProvisionHost
  readonly launcher: LauncherLine
  /** On a PC with several networks: its own address in that of the centre. */
  readonly findAt?: string
}

/** Starts all parts of a desk, or none: one that fails takes the others down with it. */
export async function startDesk(config: Config, host: DeskHost): Promise<RunningDesk> {
  const { clock, recent, write, provision, launcher, findAt } = host
  const log = jsonLog(config.logLevel, write, clock.wall)
  const life = wakingClock(clock)
  const world = { clock, life, random: systemRandom, log, provision }
  const updates = createUpdates({ ...world, config })
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const one of stops.toReversed()) await one()
  }
  try {
    let working: Agent | undefined
    const carrier = carryBundles({
      dataFolder: config.dataFolder,
      make: () => working && bundleOfRunning({ agent: working, config, recent, clock }),
      log,
    })
    const cardReader = startChipReader(config, world)
    if (cardReader) stops.push(() => cardReader.stop())
    const reading = cardReader ? { cardReader } : {}
    const agent = await startAgent(config, { ...world, ...reading, updates, support: carrier.bring })
    working = agent
    stops.push(() => agent.stop())
    const networks = findAt === undefined ? {} : { findAt }
    const page = await serveDesk({ ...world, ...networks, clock: life, agent, config, recent })
    stops.push(() => page.stop())
    const control = await serveControl(agent, config.dataFolder, log, {
      page: page.status,
      provision,
      updates,
      log: recent.all,
    })
    stops.push(() => control.stop())
    const restart = lookAfter({ updates, agent, config, launcher })
    stops.push(async () => updates.stop())
    return { agent, page, wanted: Promise.race([restart, agent.wiped.then(() => 'wiped' as const)]), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
