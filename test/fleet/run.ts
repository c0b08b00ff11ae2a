import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { connectAsync } from 'mqtt'
import { type DeskConfig, deskTopics } from '../../src/contract/index.ts'
import { makeAuthority } from '../support/authority.ts'
import { seededRandom, systemClock } from '../support/faces.ts'
import { type Balance, balanceOf } from './balance.ts'
import { type FleetBroker, startFleetBroker } from './broker.ts'
import { type FleetCentre, startFleetCentre } from './centre.ts'
import { type FleetDesk, nameOfDesk, openFleetDesk } from './desk.ts'
import type { FleetOptions } from './options.ts'
import type { Connected, Drained, FleetReport, Opened, Outage, Restarted, Times } from './report.ts'

/** Nothing that a fleet waits for takes longer than this many seconds and a tenth of a second for each desk. */
const patience = 120
const journalsAtOnce = 16

/**
 * Runs a fleet through its day: everybody connects; the broker is killed and comes back; the broker is away for a while
 * and facts are accepted meanwhile; everything drains; the books are compared.
 */
export async function runFleet(
  options: FleetOptions,
  folder: string,
  say: (line: string) => void,
): Promise<FleetReport> {
  // All share one certificate: what counts here is the handshake.
  const authority = options.tls ? makeAuthority(join(folder, 'certificates')) : undefined
  await using broker = await startFleetBroker(folder, authority?.issue('localhost', 'broker').files)
  const settings = { url: broker.url, ...authority?.issue('desk').texts }
  await using centre = startFleetCentre(join(folder, 'centre'), settings)
  const fleet = new Fleet({ options, folder, broker, centre })
  try {
    await publishPacing(options, settings)
    say(`opening ${options.desks} journals`)
    const opened = await fleet.open(settings)
    say('connecting all desks at once')
    const connected = await fleet.connect()
    say('killing the broker and starting it again')
    const restarted = await fleet.restart()
    say(`an outage of ${options.outage} s, ${options.facts} facts on each desk meanwhile`)
    const outage = await fleet.outage()
    say('draining')
    const drained = await fleet.drain()
    return { options, ...opened, ...connected, ...restarted, ...outage, ...drained, ...fleet.books() }
  } finally {
    await fleet.close()
  }
}

/** What the centre asks of its desks, retained for each. */
async function publishPacing(options: FleetOptions, settings: { readonly url: string }): Promise<void> {
  const { url, ...certificates } = settings
  const client = await connectAsync(url, { ...certificates, protocolVersion: 5, clientId: 'it' })
  const drain = options.drainRate === undefined ? {} : { drainRate: options.drainRate }
  const config: DeskConfig = { revision: 1, pacing: { reconnectSpread: options.spread * 1000, ...drain } }
  for (let number = 0; number < options.desks; number++) {
    const { centre, desk } = nameOfDesk(number)
    await client.publishAsync(deskTopics(centre, desk).config, JSON.stringify(config), { qos: 1, retain: true })
  }
  await client.endAsync()
}

class Fleet {
  readonly #o: FleetOptions
  readonly #folder: string
  readonly #broker: FleetBroker
  readonly #centre: FleetCentre
  readonly #desks: FleetDesk[] = []
  /** Monotonic times at which desks connected since the last phase began. */
  #arrivals: number[] = []

  constructor(parts: {
    readonly options: FleetOptions
    readonly folder: string
    readonly broker: FleetBroker
    readonly centre: FleetCentre
  }) {
    this.#o = parts.options
    this.#folder = parts.folder
    this.#broker = parts.broker
    this.#centre = parts.centre
  }

  async open(broker: { readonly url: string }): Promise<Opened> {
    const { desks, seed } = this.#o
    const folder = join(this.#folder, 'desks')
    const [before, filesBefore, begun] = [settledMegabytes(), openFiles(), systemClock.mono()]
    let next = 0
    const open = async () => {
      while (next < desks) {
        const number = next++
        const random = seededRandom(seed + number)
        const connected = () => void this.#arrivals.push(systemClock.mono())
        this.#desks[number] = await openFleetDesk({ number, folder, broker, random, connected })
      }
    }
    await Promise.all(Array.from({ length: journalsAtOnce }, open))
    return {
      openSeconds: (systemClock.mono() - begun) / 1000,
      journalKilobytes: perDesk(settledMegabytes() - before, desks),
      // The connection comes on top.
      filesPerDesk: (openFiles() - filesBefore) / desks + 1,
    }
  }

  /** All at once: the first morning, or the power back in a whole town. */
  async connect(): Promise<Connected> {
    const { desks } = this.#o
    await this.#until('the centre is connected', () => this.#centre.online)
    const [before, brokerBefore, cpuBefore] = [settledMegabytes(), this.#broker.cpuSeconds(), process.cpuUsage()]
    const connect = await this.#arrivalsAfter(async () => {
      for (const desk of this.#desks) desk.connect()
    })
    const cpu = process.cpuUsage(cpuBefore)
    await Promise.all(this.#desks.map((desk) => desk.accept()))
    await this.#untilCentreHasAll()
    const connectCpu = {
      broker: this.#broker.cpuSeconds() - brokerBefore,
      desks: (cpu.user + cpu.system) / 1e6,
    }
    return { connect, connectCpu, linkKilobytes: perDesk(settledMegabytes() - before, desks) }
  }

  /** Killed, so that it forgets sessions, retained messages and everything that it acknowledged. */
  async restart(): Promise<Restarted> {
    await this.#broker.stop('killed')
    await this.#until('all desks have noticed', () => this.#desks.every((desk) => !desk.connected))
    await Promise.all(this.#desks.map((desk) => desk.accept()))
    let back = 0
    const restart = await this.#arrivalsAfter(async () => {
      await this.#broker.start()
      back = systemClock.mono()
    })
    await this.#untilCentreHasAll()
    // A receipt still on its way would be counted among what waits at the end of the outage.
    await this.#untilAllHaveReceipts()
    return { restart, restartSeconds: this.#secondsOfIntakeSince(back) }
  }

  async outage(): Promise<Outage> {
    const { outage, facts, seed } = this.#o
    const random = seededRandom(seed)
    const begun = systemClock.mono()
    await this.#broker.stop('asked')
    const day = async (desk: FleetDesk) => {
      const times = Array.from({ length: facts }, () => random.unit() * outage * 1000).sort((a, b) => a - b)
      for (const time of times) {
        await pause(Math.max(0, begun + time - systemClock.mono()))
        await desk.accept()
      }
    }
    await Promise.all(this.#desks.map(day))
    await pause(Math.max(0, begun + outage * 1000 - systemClock.mono()))
    const backlogs = await Promise.all(this.#desks.map((desk) => desk.backlog()))
    const backlog = backlogs.reduce((a, b) => a + b, 0)
    return { backlog, outageSeconds: (systemClock.mono() - begun) / 1000 }
  }

  async drain(): Promise<Drained> {
    let back = 0
    const returned = await this.#arrivalsAfter(async () => {
      await this.#broker.start()
      back = systemClock.mono()
    })
    await this.#untilCentreHasAll()
    const drainSeconds = this.#secondsOfIntakeSince(back)
    const peakIntake = peakOf(this.#centre.intake.filter(({ at }) => at >= back))
    await this.#untilAllHaveReceipts()
    const megabytes = {
      desks: settledMegabytes(),
      broker: this.#broker.megabytes(),
      centre: this.#centre.megabytes,
    }
    const bytesPerFact = statSync(join(this.#folder, 'centre', 'centre.db')).size / this.#accepted()
    return { returned, drainSeconds, peakIntake, bytesPerFact, megabytes }
  }

  books(): { readonly accepted: number; readonly balance: Balance } {
    const books = this.#desks.map(({ name, accepted }) => ({ accepted, taken: this.#centre.taken.get(name) ?? [] }))
    return { accepted: this.#accepted(), balance: balanceOf(books) }
  }

  async close(): Promise<void> {
    await Promise.all(this.#desks.map((desk) => desk.stop()))
  }

  /** Milliseconds from the end of `begin` until each desk was connected. */
  async #arrivalsAfter(begin: () => Promise<void>): Promise<Times> {
    this.#arrivals = []
    await begin()
    const begun = systemClock.mono()
    await this.#until('all desks are connected', () => this.#desks.every((desk) => desk.connected))
    return this.#arrivals.map((at) => Math.max(0, at - begun))
  }

  #secondsOfIntakeSince(begun: number): number {
    return Math.max(0, (this.#centre.intake.at(-1)?.at ?? begun) - begun) / 1000
  }

  #accepted(): number {
    return this.#desks.reduce((sum, desk) => sum + desk.accepted.length, 0)
  }

  /** A run in which something was lost must end too, and say so: it is the balance that judges. */
  async #untilCentreHasAll(): Promise<void> {
    await this.#until('the centre has everything', () => this.#centre.count >= this.#accepted()).catch(() => undefined)
  }

  async #untilAllHaveReceipts(): Promise<void> {
    const covered = async () => (await Promise.all(this.#desks.map((desk) => desk.backlog()))).every((n) => n === 0)
    await this.#until('every desk has a receipt for everything', covered, 500)
  }

  async #until(what: string, holds: () => boolean | Promise<boolean>, every = 20): Promise<void> {
    const deadline = systemClock.mono() + patience * 1000 + this.#o.spread * 1000 + this.#o.desks * 100
    while (!(await holds())) {
      if (systemClock.mono() > deadline) throw new Error(`the fleet waited in vain: ${what}`)
      await pause(every)
    }
  }
}

function peakOf(intake: FleetCentre['intake']): number {
  const seconds = new Map<number, number>()
  for (const { at, count } of intake) {
    const second = Math.floor(at / 1000)
    seconds.set(second, (seconds.get(second) ?? 0) + count)
  }
  return Math.max(0, ...seconds.values())
}

const perDesk = (megabytes: number, desks: number) => Math.max(0, (megabytes * 1024) / desks)
const openFiles = () => readdirSync('/proc/self/fd').length

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** What this process holds, without what it has only not thrown away yet. */
function settledMegabytes(): number {
  collectGarbage()
  return process.memoryUsage.rss() / 2 ** 20
}
