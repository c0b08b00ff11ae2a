import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { WrittenConfig } from '../../agent/config/schema.ts'
import { type ControlClient, controlClient } from '../../agent/control/client.ts'
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
import {
  type HallPlan,
  openPlan,
  type ReferenceCentre,
  serveReferenceCentre,
  setPin,
  startEmbeddedBroker,
} from '../../src/centre/index.ts'
import type { Fact } from '../../src/contract/index.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { until } from '../support/wait.ts'

/** A centre, a cable, devices and a desk with its agent process: everything real but the plastic. */
export interface DeskWorld {
  readonly folder: string
  readonly configFile: string
  /** The officer's page, where it is at each start of the agent. */
  readonly url: string
  readonly panel: CallPanel
  readonly pad: RatingPad
  readonly display: CustomerDisplay
  readonly cable: Cable
  readonly agent: AgentProcess
  readonly client: ControlClient
  readonly centre: ReferenceCentre
  /** What the centre has taken, oldest first. */
  readonly facts: readonly Fact[]
  stop(): Promise<void>
}

/** How a world may differ. */
export interface DeskWorldOptions {
  readonly config?: Partial<WrittenConfig>
  /** Whether the page can be there at the start. */
  readonly page?: 'there' | 'not-there'
}

const entry = join(import.meta.dirname, '../../agent/deskbridge.ts')

/** The PINs of the officers who have one. */
export const pins = { 'cb-an': '246810', 'cb-binh': '13579' } as const

const plan: HallPlan = {
  ...openPlan,
  centre: 'vinh-long',
  rating: {
    ...openPlan.rating,
    more: [
      {
        id: 'huong-dan',
        question: { vi: 'Cán bộ hướng dẫn có dễ hiểu không?', en: 'Was the officer easy to understand?' },
      },
    ],
  },
  officers: [
    { officer: 'cb-an', name: 'Nguyễn Thị An' },
    { officer: 'cb-binh', name: 'Trần Văn Bình' },
    { officer: 'cb-chi', name: 'Lê Thị Kim Chi' },
  ],
}

/** Starts it, with the page served and the agent online. */
export async function startDeskWorld({ config = {}, page = 'there' }: DeskWorldOptions = {}): Promise<DeskWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-desk-page-'))
  const faces = { clock: systemClock, random: systemRandom, log: silentLog }
  const facts: Fact[] = []
  const broker = await startEmbeddedBroker(0)
  const centre = await serveReferenceCentre({
    ...faces,
    plan,
    folder: join(folder, 'centre'),
    broker: { url: broker.url, clientId: 'test/centre' },
    keepWaiting: 20,
    applied: (applied) => facts.push(...applied.map(({ fact }) => fact)),
  })
  for (const [officer, pin] of Object.entries(pins)) await setPin(centre.store.database, officer, pin)
  const parts = { ...faces, changed() {} }
  const devices = await Promise.all([startCallPanel(parts), startRatingPad(parts), startCustomerDisplay(parts)])
  const [panel, pad, display] = devices
  const cable = await layCable(broker.port)
  const port = await freePort()
  const configFile = join(folder, 'deskbridge.yaml')
  const written: WrittenConfig = {
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
    ...config,
  }
  writeFileSync(configFile, stringify(written))
  const agent = keepAgentRunning({ entry, configFile, clock: systemClock, logged() {}, changed() {} })
  const client = controlClient(join(folder, 'desk'))
  const stop = async () => {
    await agent.stop()
    await cable.pull()
    await Promise.all(devices.map((device) => device.stop()))
    await centre.stop()
    await broker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  await untilServed(client, page).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  const url = `http://127.0.0.1:${port}/`
  return { folder, configFile, url, panel, pad, display, cable, agent, client, centre, facts, stop }
}

/** Waits until the agent is online and its page is there, or known not to be. */
export function untilServed(client: ControlClient, page: 'there' | 'not-there' = 'there'): Promise<void> {
  const isServed = async () => {
    const [status, { url, problem }] = await Promise.all([client.status(), client.page()])
    return status.online && (page === 'there' ? url : problem) !== undefined
  }
  return until('the desk is online with its page', () => isServed().catch(() => false), 60_000)
}

async function freePort(): Promise<number> {
  const cable = await layCable(1)
  await cable.pull()
  return cable.port
}
