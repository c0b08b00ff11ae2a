import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, startBroker } from '../broker.ts'
import { activity } from '../idle.ts'
import { startProgram, timesOf } from '../programs.ts'
import type { Workshop } from '../workshop.ts'
import { bridge, type Contestant, deskbridge, nodeRed, queue } from './contestants.ts'
import { payloadBytes } from './payload.ts'
import { startSink } from './sink.ts'

/** Figures by the name of the program that reached them. */
export type ByName = Readonly<Record<string, number>>

/** What programs that keep events for an absent broker do with them. */
export interface Delivery {
  /** Events per second of processor time, offered at once to a connected program, until the broker acknowledged all. */
  readonly sustained: ByName
  /** Events per second taken while the broker is away. */
  readonly accepted: ByName
  /** Events per second from the first to the last arrival at the centre, once the broker is back. */
  readonly drained: ByName
  /** The same over a round trip of 40 ms. */
  readonly drainedFar: ByName
  /** Milliseconds from the moment at which the broker listens to the first arrival. */
  readonly back: ByName
  /** Of the events accepted before a kill -9 in an outage, how many never arrived, in percent. */
  readonly lost: ByName
}

/** How many events. */
export interface DeliverySize {
  readonly sustained: number
  readonly backlog: number
  readonly far: number
}

const fewEvents = 2_000
/** After so many the code is warm. */
const warmUp = 5_000
const wayOut = 20_000
const killAfter = 1_000

/** Measures the product and its peers one after the other. */
export async function measureDelivery(workshop: Workshop, peers: string, size: DeliverySize): Promise<Delivery> {
  const [memory, level, red] = [queue('memory', peers), queue('level', peers), nodeRed(peers)]
  const [byDefault, often, always] = [
    bridge('default'),
    bridge('saved every 1,000', 1_000),
    bridge('saved every change', 1),
  ]
  const drains: readonly (readonly [Contestant, number])[] = [
    [deskbridge, size.backlog],
    [level, fewEvents * 5],
    [byDefault, size.backlog],
    [often, size.backlog],
    [always, fewEvents],
    // Beyond 65,535 it loses events, see `lost`.
    [memory, 60_000],
  ]
  const outcome = { sustained: {}, accepted: {}, drained: {}, drainedFar: {}, back: {}, lost: {} } as Writable<Delivery>
  for (const contestant of [deskbridge, memory, level, red])
    outcome.sustained[contestant.name] = await sustain(workshop, contestant, size.sustained)
  outcome.drained['C, nothing kept'] = await publishBare(workshop, size.backlog)
  for (const [contestant, count] of drains) {
    const { accepted, drained, back } = await outage(workshop, contestant, count)
    outcome.accepted[contestant.name] = accepted
    outcome.drained[contestant.name] = drained
    outcome.back[contestant.name] = back
  }
  outcome.drainedFar[deskbridge.name] = await farOutage(workshop, deskbridge, size.far)
  outcome.drainedFar[memory.name] = await farOutage(workshop, memory, fewEvents)
  for (const contestant of [deskbridge, memory, level, byDefault, always, red])
    outcome.lost[contestant.name] = await kill(workshop, contestant)
  return outcome
}

type Writable<T> = { -readonly [K in keyof T]: { -readonly [N in keyof T[K]]: T[K][N] } }

/** Node-RED cannot tell what was acknowledged; its events are counted where they arrive. */
async function sustain(workshop: Workshop, contestant: Contestant, count: number): Promise<number> {
  await using table = await lay(workshop)
  await using _broker = await startBroker(join(table.folder, 'broker'), table.port)
  await using runner = await contestant.start(workshop, join(table.folder, 'data'), table.port)
  // A broker that has nobody to pass a fact on to says so, and then it is not delivered.
  await using sink = startSink(workshop, table.port, runner.deliver ? warmUp + count : count)
  await sink.ready
  // The connection stands then, too.
  if (runner.deliver) await runner.deliver(warmUp)
  const before = activity(runner.pid).nanoseconds
  if (runner.deliver) await runner.deliver(count)
  else {
    await pause(2_000)
    await runner.accept(count)
    await sink.arrivals()
  }
  return count / ((activity(runner.pid).nanoseconds - before) / 1e9)
}

async function publishBare(workshop: Workshop, count: number): Promise<number> {
  await using table = await lay(workshop)
  await using _broker = await startBroker(join(table.folder, 'broker'), table.port)
  await using sink = startSink(workshop, table.port, count)
  await sink.ready
  await timesOf(join(workshop.folder, 'publisher'), table.port, count, payloadBytes, 1024)
  const { first, last } = await sink.arrivals()
  return rate(count, last - first)
}

async function outage(workshop: Workshop, contestant: Contestant, count: number) {
  await using table = await lay(workshop)
  await using runner = await contestant.start(workshop, join(table.folder, 'data'), table.port)
  const took = await runner.accept(count)
  await using sink = startSink(workshop, table.port, count)
  await using _broker = await startBroker(join(table.folder, 'broker'), table.port)
  const opened = Number(process.hrtime.bigint()) / 1e6
  const { first, last, different } = await sink.arrivals()
  return { accepted: rate(count, took), drained: rate(different, last - first), back: Math.max(0, first - opened) }
}

async function farOutage(workshop: Workshop, contestant: Contestant, count: number): Promise<number> {
  await using table = await lay(workshop)
  await using line = startProgram(join(workshop.folder, 'delay'), [table.port, wayOut].map(String))
  const far = Number(await line.line())
  await using runner = await contestant.start(workshop, join(table.folder, 'data'), far)
  await runner.accept(count)
  await using sink = startSink(workshop, table.port, count, { longest: 5_000 })
  await using _broker = await startBroker(join(table.folder, 'broker'), table.port)
  const { first, last, different } = await sink.arrivals()
  return rate(different, last - first)
}

async function kill(workshop: Workshop, contestant: Contestant): Promise<number> {
  await using table = await lay(workshop)
  const data = join(table.folder, 'data')
  await using killed = await contestant.start(workshop, data, table.port)
  const accepted = await killed.acceptUntilKilled(killAfter)
  await killed[Symbol.asyncDispose]()
  await using _again = await contestant.start(workshop, data, table.port)
  await using sink = startSink(workshop, table.port, accepted, { patience: 6_000 })
  await using _broker = await startBroker(join(table.folder, 'broker'), table.port)
  const { different } = await sink.arrivals()
  return (100 * (accepted - different)) / accepted
}

interface Table extends AsyncDisposable {
  readonly folder: string
  /** Where the centre's broker will be. */
  readonly port: number
}

async function lay(workshop: Workshop): Promise<Table> {
  const folder = mkdtempSync(join(workshop.folder, 'delivery-'))
  return {
    folder,
    port: await freePort(),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Nothing, where nothing came. */
const rate = (count: number, ms: number) => (count === 0 ? 0 : (count / ms) * 1000)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
