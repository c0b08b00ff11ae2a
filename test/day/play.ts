import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type AppliedFact,
  type HallPlan,
  openPlan,
  type ReferenceCentre,
  serveReferenceCentre,
} from '../../src/centre/index.ts'
import { type FleetBroker, startFleetBroker } from '../fleet/broker.ts'
import { type CounterDesk, startCounterDesk } from '../support/counter-desk.ts'
import { seededRandom, silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { until } from '../support/wait.ts'
import type { Evidence } from './books.ts'
import { below, pace } from './habits.ts'
import { type Floor, type Work, work } from './officer.ts'
import type { DayOptions } from './options.ts'

const centreName = 'hai-phong'
/** As in most centres: several counters for each field of work. */
const countersPerField = 5
const startsAtOnce = 4
const emptyFor = 3_000
const { afterTouch, grace, untouched, doublePress } = pace
const settings = { doublePress, requestTimeout: 3_000, rating: { afterTouch, grace, untouched } }
const drainPatience = 120_000

/** A day that was played. */
export interface Played {
  readonly evidence: Evidence
  readonly notes: readonly string[]
}

/** Opens a centre with its desks, lets everybody work until nobody comes any more, and waits until the books are complete. */
export async function playDay(options: DayOptions, folder: string, say: (line: string) => void): Promise<Played> {
  const random = seededRandom(options.seed)
  const facts: AppliedFact[] = []
  await using broker = await startFleetBroker(folder)
  const plan = planFor(options.desks)
  const centre = await openCentreOf(folder, broker, plan, facts)
  const desks = await startDesks(options, folder, broker, say)
  try {
    const issued: string[] = []
    const hall = { centre, plan, issued }
    const floor = watchFloor(() => issued.length === options.visitors && waiting(centre) === 0)
    say(`${options.visitors} visitors come`)
    const works = desks.map((desk, index) => work(desk, floor, seededRandom(options.seed + 1 + index)))
    const trouble = makeTrouble(options, broker, desks, () => issued.length / options.visitors, say)
    await Promise.all([receive(options, hall, random), trouble])
    const done: Work[] = await Promise.all(works)
    say('everybody has been served; waiting for the last facts')
    await pause(pace.untouched + pace.grace)
    await until('the centre has everything', () => haveAll(desks), drainPatience)
    const conflicts = await centre.hall.conflicts()
    const notes = [
      `tickets that two counters called without the centre: ${conflicts.length}, each marked as a conflict`,
    ]
    return { evidence: { desks, works: done, issued, facts, conflicts }, notes }
  } finally {
    await Promise.all(desks.map((desk) => desk.stop()))
    await centre.stop()
  }
}

function planFor(desks: number): HallPlan {
  const fields = Array.from({ length: Math.ceil(desks / countersPerField) }, (_, n) => ({
    id: `field-${n + 1}`,
    name: { vi: `Lĩnh vực ${n + 1}` },
    prefix: String.fromCharCode(65 + n),
    counters: Array.from({ length: countersPerField }, (_, i) => placeOf(n * countersPerField + i)),
  }))
  return { ...openPlan, centre: centreName, fields, reserved: 100 }
}

const deskName = (index: number) => `quay-${String(index + 1).padStart(2, '0')}`
const placeOf = (index: number) => `${deskName(index)}/${index + 1}`

async function openCentreOf(
  folder: string,
  broker: FleetBroker,
  plan: HallPlan,
  facts: AppliedFact[],
): Promise<ReferenceCentre> {
  return await serveReferenceCentre({
    folder: join(folder, 'centre'),
    broker: { url: broker.url, clientId: 'centre' },
    plan,
    keepWaiting: 0,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    applied: (taken) => void facts.push(...taken),
  })
}

async function startDesks(options: DayOptions, folder: string, broker: FleetBroker, say: (line: string) => void) {
  say(`${options.desks} desks start`)
  const desks: CounterDesk[] = []
  let next = 0
  const start = async () => {
    while (next < options.desks) {
      const index = next++
      const names = { centre: centreName, desk: deskName(index), counter: String(index + 1) }
      desks[index] = await startCounterDesk({ ...names, folder, brokerUrl: broker.url, settings })
    }
  }
  await Promise.all(Array.from({ length: startsAtOnce }, start))
  return desks
}

interface Reception {
  readonly centre: ReferenceCentre
  readonly plan: HallPlan
  readonly issued: string[]
}

/** Visitors take their tickets, also while no desk can be reached: the ticket machine stands beside the centre. */
async function receive({ visitors }: DayOptions, { centre, plan, issued }: Reception, random: { unit(): number }) {
  while (issued.length < visitors) {
    const field = plan.fields[Math.floor(random.unit() * plan.fields.length)]
    const { ticket } = await centre.hall.issue(field?.id ?? '', { priority: random.unit() < 0.1 })
    issued.push(ticket)
    await pause(2 * pace.arrival * random.unit())
  }
}

function waiting({ hall }: ReferenceCentre): number {
  return hall.picture().waiting.reduce((sum, { count }) => sum + count, 0)
}

/** The broker goes away, and programs die, at moments spread over the day. */
async function makeTrouble(
  { outages, outageSeconds, kills, seed }: DayOptions,
  broker: FleetBroker,
  desks: readonly CounterDesk[],
  progress: () => number,
  say: (line: string) => void,
): Promise<void> {
  const random = seededRandom(seed + 1_000)
  const troubles = [
    ...Array.from({ length: outages }, (_, n) => ({ at: (n + 1) / (outages + 1), kind: 'outage' as const })),
    ...Array.from({ length: kills }, (_, n) => ({ at: (n + 0.5) / (kills + 0.5), kind: 'kill' as const })),
  ].toSorted((one, other) => one.at - other.at)
  for (const { at, kind } of troubles) {
    while (progress() < at) await pause(100)
    if (kind === 'kill') {
      const desk = desks[below(random, desks.length)]
      say(`the program of ${desk?.place} is killed`)
      await desk?.kill()
    } else {
      say(`the network is away for ${outageSeconds} s`)
      await broker.stop('killed')
      await pause(outageSeconds * 1000)
      await broker.start()
    }
  }
}

/** The picture of the hall is a moment old, so it is empty when it was so for a while. Numbers of a counter's own are for whoever comes. */
function watchFloor(looksEmpty: () => boolean): Floor {
  const where = new Map<string, string>()
  let since = performance.now()
  return {
    isEmpty() {
      if (!looksEmpty()) since = performance.now()
      return performance.now() - since > emptyFor
    },
    comes(ticket, place) {
      const there = where.get(ticket) ?? place
      where.set(ticket, there)
      return there === place
    },
  }
}

async function haveAll(desks: readonly CounterDesk[]): Promise<boolean> {
  for (const desk of desks) if ((await desk.backlog()) > 0) return false
  return true
}
