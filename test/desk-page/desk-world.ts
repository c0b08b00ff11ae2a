import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { WrittenConfig } from '../../agent/config/schema.ts'
import { controlClient } from '../../agent/control/client.ts'
import { type AgentProcess, keepAgentRunning } from '../../agent/demo/agent-process.ts'
import { type Cable, layCable } from '../../agent/demo/cable.ts'
import {
  type CallPanel,
  type CustomerDisplay,
  type RatingPad,
  startCallPanel,
  startCustomerDisplay,
  startRatingPad,
} from '../../agent/demo/desk/index.ts'
import { type ReferenceCentre, serveReferenceCentre, startEmbeddedBroker } from '../../src/centre/index.ts'
import type { Fact } from '../../src/contract/index.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { until } from '../support/wait.ts'

/** A centre, a cable, devices and a desk with its agent process: everything real but the plastic. */
export interface DeskWorld {
  readonly folder: string
  readonly configFile: string
  /** The officer's page. */
  readonly url: string
  readonly panel: CallPanel
  readonly pad: RatingPad
  readonly display: CustomerDisplay
  readonly cable: Cable
  readonly agent: AgentProcess
  readonly centre: ReferenceCentre
  readonly brokerUrl: string
  /** What the centre has taken, oldest first. */
  readonly facts: readonly Fact[]
  /** Writes the configuration anew, for the next start. */
  configure(change: Partial<WrittenConfig>): void
  stop(): Promise<void>
}

const entry = join(import.meta.dirname, '../../agent/deskbridge.ts')

/** Starts it. The page is where it was at each start of the agent. */
export async function startDeskWorld(change: Partial<WrittenConfig> = {}): Promise<DeskWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-desk-page-'))
  const faces = { clock: systemClock, random: systemRandom, log: silentLog }
  const facts: Fact[] = []
  const broker = await startEmbeddedBroker(0)
  const centre = await serveReferenceCentre({
    ...faces,
    folder: join(folder, 'centre'),
    broker: { url: broker.url, clientId: 'test/centre' },
    keepWaiting: 20,
    applied: (applied) => facts.push(...applied.map(({ fact }) => fact)),
  })
  const parts = { ...faces, changed() {} }
  const [panel, pad, display] = await Promise.all([
    startCallPanel(parts),
    startRatingPad(parts),
    startCustomerDisplay(parts),
  ])
  const cable = await layCable(broker.port)
  const configFile = join(folder, 'deskbridge.yaml')
  const port = await freePort()
  const config: WrittenConfig = {
    centre: 'vinh-long',
    desk: 'quay-05',
    data: './desk',
    broker: { url: `mqtt://127.0.0.1:${cable.port}` },
    counters: [{ id: 5 }],
    page: { port, pad: true, help: 'Tổ CNTT, máy lẻ 123' },
    devices: [
      { name: 'keypad-1', profile: 'deskbridge.ascii-panel', tcp: panel.address, counter: 5, role: 'call-keypad' },
      { name: 'rating-1', profile: 'generic.rating-pad-5', tcp: pad.address, counter: 5, role: 'rating-pad' },
      { name: 'display-1', profile: 'generic.cd5220', tcp: display.address, counter: 5, role: 'display' },
    ],
  }
  const configure = (next: Partial<WrittenConfig>) => writeFileSync(configFile, stringify({ ...config, ...next }))
  configure(change)
  const agent = keepAgentRunning({ entry, configFile, clock: systemClock, logged() {}, changed() {} })
  const stop = async () => {
    await agent.stop()
    await cable.pull()
    await Promise.all([panel.stop(), pad.stop(), display.stop()])
    await centre.stop()
    await broker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const client = controlClient(join(folder, 'desk'))
  await until(
    'the desk is online with its page',
    async () => {
      const [status, page] = await Promise.all([client.status(), client.page()]).catch(() => [])
      return status?.online === true && page?.url !== undefined
    },
    60_000,
  )
  const url = `http://127.0.0.1:${port}/`
  return {
    ...{ folder, configFile, url, panel, pad, display, cable, agent, centre, facts, configure, stop },
    brokerUrl: broker.url,
  }
}

async function freePort(): Promise<number> {
  const cable = await layCable(1)
  const { port } = cable
  await cable.pull()
  return port
}
