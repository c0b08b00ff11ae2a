import type { Clock } from '../../src/core/index.ts'
import type { Agent } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { examineFromWithin } from '../doctor/examine.ts'
import { tellHealth } from '../doctor/health.ts'
import { libraryFolder } from '../folders.ts'
import type { RecentLog } from '../recent-log.ts'
import { makeBundle } from './bundle.ts'
import { bundleName } from './bundle-name.ts'
import { readJournal } from './gather.ts'

/** What the bundle of a running desk is made of. */
export interface RunningBundleOptions {
  readonly agent: Agent
  readonly config: Config
  readonly recent: RecentLog
  readonly clock: Clock
}

/** The support bundle of this desk while it works, and what it is called. */
export async function bundleOfRunning({ agent, config, recent, clock }: RunningBundleOptions) {
  const now = clock.wall()
  const zip = await makeBundle({
    configFile: config.file,
    libraryFolder,
    findings: await examineFromWithin(agent, config),
    health: await tellHealth(agent),
    log: recent.all(),
    ...(await readJournal(agent)),
    now,
  })
  return { name: bundleName(now), zip }
}
