import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { stringify } from 'yaml'
import type { AgentStatus } from '../../../agent/agent.ts'
import type { WrittenConfig, WrittenDevice } from '../../../agent/config/schema.ts'
import { controlClient } from '../../../agent/control/client.ts'
import type { AdoptionWish } from '../../../agent/devices/adoption.ts'
import { type EmbeddedBroker, startEmbeddedBroker } from '../../../src/centre/embedded-broker.ts'
import type { DeviceHealth, Fact } from '../../../src/contract/index.ts'
import { isPress } from '../../support/presses.ts'
import { until } from '../../support/wait.ts'
import { patience, same } from './room.ts'

/** The program in the guest. */
export const program = '/lab/dist/deskbridge.js'

/** What a process and its children hold. */
export interface Holdings {
  readonly handles: number
  readonly megabytes: number
}

/** What the desk of a test has. */
export interface DeskPlan {
  readonly devices?: readonly WrittenDevice[]
  /** A folder of profiles beside the library. */
  readonly profiles?: string
}

/** Each look costs the guest's only processor time that the program then lacks. */
const betweenLooks = 100

/** The program as it is shipped, at a counter in the guest, with a broker beside it. */
export class LabDesk {
  readonly #process: ChildProcess
  readonly #broker: EmbeddedBroker
  readonly #control: ReturnType<typeof controlClient>
  #said = ''

  private constructor(process: ChildProcess, broker: EmbeddedBroker, folder: string) {
    this.#process = process
    this.#broker = broker
    this.#control = controlClient(folder)
    const hear = (text: string) => {
      this.#said += text
    }
    for (const output of [process.stdout, process.stderr]) output?.setEncoding('utf8').on('data', hear)
  }

  /** Starts it with two counters, 5 and 6, and waits until it answers. */
  static async start({ devices = [], profiles }: DeskPlan): Promise<LabDesk> {
    const folder = mkdtempSync(join(tmpdir(), 'desk-'))
    const broker = await startEmbeddedBroker(0)
    const config: WrittenConfig = {
      centre: 'lab',
      desk: 'quay-05',
      data: folder,
      broker: { url: broker.url, receipts: 'none' },
      // No press is ignored as a double one, so that each press is one fact.
      counters: [5, 6].map((id) => ({ id, doublePress: 0 })),
      devices: [...devices],
      ...(profiles === undefined ? {} : { profiles }),
    }
    const file = join(folder, 'deskbridge.yaml')
    writeFileSync(file, stringify(config))
    const running = spawn(process.execPath, [program, '--lang', 'en', 'run', '--config', file])
    const desk = new LabDesk(running, broker, folder)
    await desk.#until('the program is running', async () => (await desk.#status()) !== undefined)
    return desk
  }

  /** Where its centre can be reached. */
  get brokerUrl(): string {
    return this.#broker.url
  }

  /** Waits until these devices are ready; all where none is named. */
  async untilReady(...names: readonly string[]): Promise<void> {
    const wanted = ({ name }: DeviceHealth) => names.length === 0 || names.includes(name)
    const ready = async () => (await this.#health())?.filter(wanted).every(({ state }) => state === 'ready') ?? false
    await this.#until(`ready: ${names.join(', ') || 'all devices'}`, ready)
  }

  /** When the program wrote into its log that a device is ready, at last; milliseconds of the wall clock. */
  readyAt(device: string): number {
    const lines = this.#said.split('\n').filter((line) => line.includes(`"device":"${device}"`))
    const line = lines.findLast((one) => one.includes('"state":"ready"'))
    return Date.parse(/"time":"([^"]+)"/.exec(line ?? '')?.[1] ?? '')
  }

  /** Waits until a device is in this state for this reason. */
  async untilState(device: string, state: DeviceHealth['state'], reason?: string): Promise<void> {
    let last: DeviceHealth | undefined
    const holds = async () => {
      last = (await this.#health())?.find(({ name }) => name === device)
      return last?.state === state && (reason === undefined || last.reason === reason)
    }
    await this.#until(`${device} is ${state} ${reason ?? ''}`, holds).catch((error) => {
      throw new Error(`${JSON.stringify(last)}: ${error.message}`)
    })
  }

  /** Waits until a counter shows this ticket. */
  async untilTicket(counter: string, ticket: string): Promise<void> {
    const isShown = async () => {
      const sign = (await this.#status())?.counters.find(({ id }) => id === counter)?.sign
      return sign?.state === 'serving' && sign.ticket === ticket
    }
    await this.#until(`counter ${counter} shows ${ticket}`, isShown)
  }

  /** Takes the device of this profile into use as soon as it is offered; returns its name. */
  async adopt(profile: string, wish: Omit<AdoptionWish, 'path'>): Promise<string> {
    let path: string | undefined
    const isOffered = async () => {
      path = (await this.#status())?.offers.find((offer) => offer.profile === profile)?.path
      return path !== undefined
    }
    await this.#until(`${profile} is offered`, isOffered)
    return (await this.#control.adopt({ path: path ?? '', ...wish })).name
  }

  /** What became of the presses of a device, oldest first. */
  async presses(device: string): Promise<readonly Fact[]> {
    return (await this.factsOf(device)).filter(({ type }) => isPress(type))
  }

  /** The facts on disk that a device has caused, oldest first. */
  async factsOf(device: string): Promise<readonly Fact[]> {
    const facts: Fact[] = []
    for await (const line of this.#control.facts()) facts.push(JSON.parse(line))
    return facts.filter(({ source }) => source.endsWith(`/${device}`))
  }

  /** Waits until so many facts of a device are on disk, and no more. */
  async untilFacts(device: string, count: number): Promise<readonly Fact[]> {
    await this.#until(`${count} facts of ${device}`, async () => (await this.factsOf(device)).length >= count)
    const facts = await this.factsOf(device)
    same(`facts of ${device}`, facts.length, count)
    return facts
  }

  /** Handles and memory of the program and its children. */
  holdings(): Holdings {
    const pids = [this.#pid, ...childrenOf(this.#pid)]
    const megabytes = pids.reduce((sum, pid) => sum + residentMegabytes(pid), 0)
    const handles = pids.reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0)
    return { handles, megabytes: Math.round(megabytes) }
  }

  /** Ends it as an administrator does. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGTERM')
      await ended
    }
    await this.#broker.stop()
  }

  get #pid(): number {
    return this.#process.pid ?? 0
  }

  #status(): Promise<AgentStatus | undefined> {
    return this.#control.status().catch(() => undefined)
  }

  async #health(): Promise<readonly DeviceHealth[] | undefined> {
    return (await this.#status())?.devices
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const patiently = async () => (await holds()) || pause(betweenLooks, false)
    await until(what, patiently, 2 * patience).catch((error) => {
      throw new Error(`${error.message}; the program said: ${this.#said.slice(-3000)}`)
    })
  }
}

function childrenOf(pid: number): readonly number[] {
  const lists = readdirSync(`/proc/${pid}/task`).map((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'),
  )
  return lists.join(' ').split(' ').filter(Boolean).map(Number)
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
