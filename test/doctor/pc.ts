import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { type Agent, startAgent } from '../../agent/agent.ts'
import type { Config } from '../../agent/config/config.ts'
import { loadConfig } from '../../agent/config/load.ts'
import type { WrittenConfig } from '../../agent/config/schema.ts'
import { serveControl } from '../../agent/control/server.ts'
import { serveDesk } from '../../agent/desk/serve-desk.ts'
import { examine, type Finding, surroundingsHere } from '../../agent/doctor/examine.ts'
import type { Surroundings } from '../../agent/doctor/sight.ts'
import { libraryFolder } from '../../agent/folders.ts'
import { keepRecentLog } from '../../agent/recent-log.ts'
import type { Clock } from '../../src/core/index.ts'
import { keptLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import type { House } from './house.ts'

/** A PC with room for one desk, in a folder of its own; the desk ends with the test. */
export interface Pc {
  readonly folder: string
  readonly configFile: string
  readonly dataFolder: string
  readonly house: House
  /** Writes the configuration: a small good one with these changes, or exactly this text. */
  write(change: Change | string): void
  /** Starts the desk as it is configured, and waits until it is connected and has heard the time, unless told not to. */
  run(options?: RunOptions): Promise<Agent>
  examine(changes?: Partial<Surroundings>): Promise<Finding[]>
}

/** What is written instead; undefined leaves it out. */
export type Change = { readonly [K in keyof WrittenConfig]?: unknown } & { readonly [key: string]: unknown }

/** How a desk is started. */
export interface RunOptions {
  readonly clock?: Clock
  /** Whether its page is served. */
  readonly page?: 'served'
  /** Whether it is waited for; by default until it is online and knows the time. */
  readonly until?: 'started' | 'online' | 'synced'
  /** What of the agent answers otherwise. */
  readonly posing?: (agent: Agent) => Agent
}

const longAgo = Date.now() / 1000 - 2 * 86_400

/** A PC whose desk can reach this house. */
export function newPc(house: House): Pc {
  const folder = temporaryFolder()
  const configFile = join(folder, 'deskbridge.yaml')
  const good = {
    centre: 'vinh-long',
    desk: 'quay-05',
    data: 'data',
    broker: { url: house.url },
    counters: [{ id: 5 }],
    page: { port: 0 },
  }
  const pc: Pc = {
    folder,
    configFile,
    dataFolder: join(folder, 'data'),
    house,
    write(change) {
      const text = typeof change === 'string' ? change : stringify({ ...good, ...change })
      writeFileSync(configFile, text)
      // The process of the tests is older than a desk in it.
      utimesSync(configFile, longAgo, longAgo)
    },
    run: (options = {}) => run(pc, options),
    examine: (changes) =>
      examine(configFile, libraryFolder, { ...surroundingsHere(), policyFolders: [], patience: 2_000, ...changes }),
  }
  pc.write({})
  return pc
}

/** Reads the configuration, which must be a good one. */
export function configOf({ configFile }: Pick<Pc, 'configFile'>): Config {
  const { config, problems } = loadConfig(configFile, libraryFolder)
  if (!config) throw new Error(problems.map(({ message }) => message).join('\n'))
  return config
}

async function run(pc: Pc, options: RunOptions): Promise<Agent> {
  const { clock = systemClock, page, until: stage = 'synced', posing = (agent: Agent) => agent } = options
  const config = configOf(pc)
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  const world = { clock, random: systemRandom, log: keptLog() }
  const agent = await startAgent(config, world)
  onTestFinished(() => agent.stop())
  const served = page && (await serveDesk({ ...world, agent, config, recent: keepRecentLog() }))
  if (served) onTestFinished(() => served.stop())
  const seen = posing(agent)
  const control = await serveControl(seen, config.dataFolder, world.log, served && { page: served.status })
  onTestFinished(() => control.stop())
  if (stage === 'started') return agent
  await until('the desk is online', async () => (await agent.status()).online, 60_000)
  if (stage === 'online') return agent
  await until('it has heard the time', async () => {
    await pc.house.tellTime(clock)
    return agent.insight.clockAhead() !== undefined
  })
  return agent
}
