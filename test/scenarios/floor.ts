import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { type Cable, layCable } from '../../agent/demo/cable.ts'
import {
  type AppliedFact,
  type CentreFact,
  type HallPlan,
  openPlan,
  type ReferenceCentre,
  serveReferenceCentre,
  setPin,
} from '../../src/centre/index.ts'
import type { DeskView } from '../../src/desk/index.ts'
import { startFleetBroker } from '../fleet/broker.ts'
import { type CounterDesk, type CounterDeskOptions, startCounterDesk } from '../support/counter-desk.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'

/** A desk of a scenario, on a cable of its own. */
export interface FloorDesk extends CounterDesk {
  readonly cable: Cable
}

/** A centre that a scenario happens in: a real broker, the reference centre, the shipped program at each desk. */
export interface Floor {
  readonly centre: ReferenceCentre
  readonly desks: readonly FloorDesk[]
  /** What the centre has taken, in its order. */
  readonly facts: readonly AppliedFact[]
  /** Facts of a kind at a desk, in its order. */
  of<K extends CentreFact['kind']>(desk: CounterDesk, kind: K): Extract<CentreFact, { kind: K }>[]
  /** Waits until the centre has everything that happened so far. */
  settled(): Promise<void>
}

/** The PINs of those who work in the scenarios. */
export const pins = { 'cb-a': '246810', 'cb-b': '135791' } as const

const centreName = 'vinh-long'

/** What a scenario may choose. */
export interface FloorOptions {
  /** Desks, each with one counter: 5, 6, … */
  readonly desks?: number
  readonly settings?: CounterDeskOptions['settings']
  /** What stands in the configuration of each desk otherwise than usual. */
  readonly config?: CounterDeskOptions['config']
  readonly plan?: Partial<HallPlan>
}

/** Opens the doors. Everything is closed again when the test has finished. */
export async function openFloor({ desks: count = 1, settings, config, plan = {} }: FloorOptions = {}): Promise<Floor> {
  const folder = temporaryFolder()
  const facts: AppliedFact[] = []
  const broker = await startFleetBroker(folder)
  onTestFinished(() => broker[Symbol.asyncDispose]())
  const whole = planFor(count, plan)
  const centre = await openCentreOf(folder, broker.url, whole, facts)
  const desks: FloorDesk[] = []
  for (let index = 0; index < count; index++) {
    const cable = await layCable(broker.port)
    onTestFinished(() => cable.pull())
    const names = { centre: centreName, desk: `quay-0${5 + index}`, counter: String(5 + index) }
    const brokerUrl = `mqtt://127.0.0.1:${cable.port}`
    const more = { ...(settings ? { settings } : {}), ...(config ? { config } : {}) }
    const desk = await startCounterDesk({ ...names, folder, brokerUrl, ...more })
    onTestFinished(() => desk.stop())
    desks.push(Object.assign(desk, { cable }))
  }
  await until('the hall knows its counters', () => centre.hall.picture().counters.every(({ online }) => online), 60_000)
  return {
    centre,
    desks,
    facts,
    of: (desk, kind) =>
      facts
        .filter((one) => placeOf(one) === desk.place)
        .map(({ fact }) => fact)
        .filter((fact) => fact.kind === kind) as never,
    async settled() {
      for (const desk of desks)
        await until('the centre has everything', async () => (await desk.backlog()) === 0, 60_000)
    },
  }
}

function planFor(desks: number, more: Partial<HallPlan>): HallPlan {
  const counters = Array.from({ length: desks }, (_, index) => `quay-0${5 + index}/${5 + index}`)
  return {
    ...openPlan,
    centre: centreName,
    fields: [{ id: 'land', name: { vi: 'Đất đai' }, prefix: 'A', counters }],
    officers: [
      { officer: 'cb-a', name: 'Nguyễn Thị An' },
      { officer: 'cb-b', name: 'Trần Văn Bình' },
    ],
    ...more,
  }
}

async function openCentreOf(folder: string, url: string, plan: HallPlan, facts: AppliedFact[]) {
  const centre = await serveReferenceCentre({
    folder: join(folder, 'centre'),
    broker: { url, clientId: 'centre' },
    plan,
    keepWaiting: 0,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    applied: (taken) => void facts.push(...taken),
  })
  onTestFinished(() => centre.stop())
  for (const [officer, pin] of Object.entries(pins)) await setPin(centre.store.database, officer, pin)
  return centre
}

function placeOf({ desk, fact }: AppliedFact): string {
  return `${desk.split('/')[1] ?? ''}/${fact.subject.replace(/^counter\//, '')}`
}

/** Whether scenarios can be played here. */
export function canPlay(): boolean {
  return has('mosquitto')
}

/** Asks the officer's page for something, as it does when somebody clicks. */
export async function click(desk: CounterDesk, action: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  const { url = '' } = await desk.client.page()
  const headers = { 'content-type': 'application/json', origin: url.slice(0, -1) }
  const answer = await fetch(`${url}v1/${action}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`)
}

/** Everything that the officer's page is told at this moment. */
export async function viewOf(desk: CounterDesk): Promise<DeskView> {
  const { url = '' } = await desk.client.page()
  const socket = new WebSocket(`${url.replace('http', 'ws')}v1`, { origin: url.slice(0, -1) })
  const [first] = await once(socket, 'message')
  socket.close()
  return (JSON.parse(String(first)) as { readonly state: DeskView }).state
}

/** The counter of a desk on the officer's page. */
export async function counterOf(desk: CounterDesk): Promise<DeskView['counters'][number]> {
  const [counter] = (await viewOf(desk)).counters
  if (!counter) throw new Error(`${desk.place} has no counter`)
  return counter
}
