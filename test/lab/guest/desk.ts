import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { WrittenConfig, WrittenDevice } from '../../../agent/config/schema.ts'
import { controlClient } from '../../../agent/control/client.ts'
import { type EmbeddedBroker, startEmbeddedBroker } from '../../../src/centre/embedded-broker.ts'
import type { Fact } from '../../../src/contract/index.ts'
import { until } from '../../support/wait.ts'
import { patience } from './room.ts'

const program = '/lab/dist/deskbridge.js'

/** What a process and its children hold. */
export interface Holdings {
  readonly handles: number
  readonly megabytes: number
}

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

  /** Starts it with these devices and waits until it answers. */
  static async start(devices: readonly WrittenDevice[]): Promise<LabDesk> {
    const folder = mkdtempSync(join(tmpdir(), 'desk-'))
    const broker = await startEmbeddedBroker(0)
    const config: WrittenConfig = {
      centre: 'lab',
      desk: 'quay-05',
      data: folder,
      broker: { url: broker.url, receipts: 'none' },
      // No press is ignored as a double one, so that each press is one fact.
      counters: [{ id: 5, doublePress: 0 }],
      devices: [...devices],
    }
    const file = join(folder, 'deskbridge.yaml')
    writeFileSync(file, stringify(config))
    const running = spawn(process.execPath, [program, '--lang', 'en', 'run', '--config', file])
    const desk = new LabDesk(running, broker, folder)
    await desk.#until('the program is running', async () => (await desk.#states()) !== undefined)
    return desk
  }

  /** Waits until all its devices are ready. */
  async untilReady(): Promise<void> {
    const ready = async () => (await this.#states())?.every((state) => state === 'ready') ?? false
    await this.#until('all devices are ready', ready)
  }

  /** What became of the presses of a device, oldest first. */
  async presses(device: string): Promise<readonly Fact[]> {
    const facts: Fact[] = []
    for await (const line of this.#control.facts()) facts.push(JSON.parse(line))
    return facts.filter(({ source, type }) => source.endsWith(`/${device}`) && /call\.(requested|ignored)$/.test(type))
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

  async #states(): Promise<readonly string[] | undefined> {
    const status = await this.#control.status().catch(() => undefined)
    return status?.devices.map(({ state }) => state)
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    await until(what, holds, 2 * patience).catch((error) => {
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
