import type { Json } from '../../src/contract/index.ts'
import type { Agent } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { brokerName } from '../enrol/enrolled-broker.ts'
import type { RecentLog } from '../recent-log.ts'

/** What the page for technicians is told: numbers and names, nobody's data. */
export async function aboutDesk(agent: Agent, config: Config, recent: RecentLog): Promise<Json> {
  const { version, pid, protocol, journal, online, identity } = await agent.status()
  const { repair, receipted, ...numbers } = journal
  const plain: unknown = {
    program: { version, node: process.versions.node, system: `${process.platform} ${process.arch}`, pid },
    memory: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    upSeconds: Math.round(process.uptime()),
    files: { config: config.file, data: config.dataFolder },
    link: { broker: brokerName(config), online, protocol },
    identity,
    journal: { ...numbers, receipted },
    repair,
    devices: agent.diagnostics(),
    log: recent.lines(),
  }
  // Whatever cannot be written as JSON is not for the page.
  return JSON.parse(JSON.stringify(plain)) as Json
}
