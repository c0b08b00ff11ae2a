import type { Json } from '../../src/contract/index.ts'
import type { Clock } from '../../src/core/index.ts'
import type { Agent } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { examineFromWithin } from '../doctor/examine.ts'
import { tellHealth } from '../doctor/health.ts'
import { libraryFolder } from '../folders.ts'
import type { RecentLog } from '../recent-log.ts'
import { makeBundle } from '../support/bundle.ts'
import { bundleName } from '../support/bundle-name.ts'
import { readJournal } from '../support/gather.ts'

/** What the page's bundle is made of. */
export interface BundleForPageOptions {
  readonly agent: Agent
  readonly config: Config
  readonly recent: RecentLog
  readonly clock: Clock
}

/** The support bundle of this desk, for a page to save: its name, and its bytes in base64. */
export async function bundleForPage({ agent, config, recent, clock }: BundleForPageOptions): Promise<Json> {
  const now = clock.wall()
  const bundle = await makeBundle({
    configFile: config.file,
    libraryFolder,
    findings: await examineFromWithin(agent, config),
    health: await tellHealth(agent),
    log: recent.all(),
    ...(await readJournal(agent)),
    now,
  })
  return { name: bundleName(now), zip: Buffer.from(bundle).toString('base64') }
}
