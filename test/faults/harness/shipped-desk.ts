import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import type { AgentStatus } from '../../../agent/agent.ts'
import { controlClient } from '../../../agent/control/client.ts'
import { type CallPanel, startCallPanel } from '../../../agent/demo/desk/index.ts'
import type { DeviceHealth } from '../../../src/contract/index.ts'
import type { DeviceDiagnostics } from '../../../src/device/index.ts'
import { systemClock, systemRandom } from '../../support/faces.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { desk as account } from '../../support/mosquitto.ts'
import { isPress } from '../../support/presses.ts'
import { programFile, type Running, start, untilSaid } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'

/** The command that starts the program, e.g. with limits. */
type Wrap = (command: readonly string[]) => readonly string[]

/** What a test may choose of a shipped desk. */
export interface ShippedDeskOptions {
  /** Its data folder; by default an empty one. */
  readonly folder?: string
  readonly wrap?: Wrap
  /** Another file of the program than that of the build, e.g. a copy with faults. */
  readonly program?: string
  /** More devices than the panel, as a site writes them. */
  readonly devices?: readonly object[]
  /** A folder of profiles of the site. */
  readonly profiles?: string
}

/** The program as it is shipped, at a counter with a call panel whose firmware repeats each press until it is on disk. */
export class ShippedDesk {
  readonly name = account.name
  readonly panel: CallPanel
  /** Where its journal is. */
  readonly folder: string
  readonly #config = join(temporaryFolder(), 'deskbridge.yaml')
  readonly #wrap: Wrap
  readonly #program: string
  #running: Running | undefined

  private constructor(url: string, panel: CallPanel, options: ShippedDeskOptions) {
    const {
      folder = temporaryFolder(),
      wrap = (command) => command,
      program = programFile,
      devices = [],
      profiles,
    } = options
    this.panel = panel
    this.folder = folder
    this.#wrap = wrap
    this.#program = program
    const [centre, desk] = account.name.split('/')
    const config = {
      centre,
      desk,
      data: folder,
      ...(profiles === undefined ? {} : { profiles }),
      broker: { url, username: account.name, password: account.password },
      // No press is ignored as a double one, so that each press is one fact.
      counters: [{ id: 5, doublePress: 0 }],
      devices: [{ name: 'keypad-1', profile: 'deskbridge.ascii-panel', tcp: panel.address, counter: 5 }, ...devices],
    }
    writeFileSync(this.#config, stringify(config))
  }

  /** Powers up the panel and starts the program. */
  static async start(url: string, options: ShippedDeskOptions = {}): Promise<ShippedDesk> {
    const panel = await startCallPanel({ clock: systemClock, random: systemRandom, changed: () => undefined })
    onTestFinished(() => panel.stop())
    const desk = new ShippedDesk(url, panel, options)
    await desk.start()
    return desk
  }

  get pid(): number {
    return this.#running?.process.pid ?? 0
  }

  async start(): Promise<void> {
    const program = [process.execPath, this.#program, '--lang', 'en', 'run', '--config', this.#config]
    const [command = '', ...args] = this.#wrap(program)
    this.#running = start(command, args)
    await untilSaid(this.#running, 'is running', 60_000)
  }

  /** Ends the program that runs now, after `ms`; never the one that may have been started in its place by then. */
  strikeAfter(ms: number): void {
    const running = this.#running
    setTimeout(() => running?.kill('SIGKILL'), ms)
  }

  async kill(): Promise<void> {
    this.#running?.kill('SIGKILL')
    await this.ended()
  }

  /** Tells it to stop, as a service manager does; resolves with its exit code. */
  async stop(): Promise<number | string> {
    this.#running?.kill('SIGTERM')
    return (await this.#running?.ended) ?? ''
  }

  async ended(): Promise<void> {
    await this.#running?.ended
  }

  /** How a device was, one after the other, since the program was started: as its log tells. */
  states(device: string): readonly { readonly state: string; readonly code?: string }[] {
    // The last one may still be on its way.
    const lines = (this.#running?.said() ?? '')
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
    const told = lines.map((line) => JSON.parse(line) as Readonly<Record<string, string>>)
    return told.flatMap(({ message, device: name, state, code }) =>
      message !== 'device' || name !== device || !state ? [] : [code === undefined ? { state } : { state, code }],
    )
  }

  async untilDevice(device: string, state: DeviceHealth['state']): Promise<void> {
    const holds = async () => (await this.diagnostics(device)).health.state === state
    await until(`${device} is ${state}`, holds, 60_000)
  }

  /** What the running program says of itself. */
  status(): Promise<AgentStatus> {
    return controlClient(this.folder).status()
  }

  /** What it tells a technician of one device. */
  async diagnostics(device: string): Promise<DeviceDiagnostics> {
    const all = (await controlClient(this.folder).diagnostics()) as readonly DeviceDiagnostics[]
    const found = all.find(({ health }) => health.name === device)
    if (!found) throw new Error(`no device ${device}`)
    return found
  }

  /** The presses in its journal, oldest first. */
  async pressed(): Promise<readonly string[]> {
    const actions: string[] = []
    for await (const line of controlClient(this.folder).facts()) {
      const { type, data } = JSON.parse(line) as { readonly type: string; readonly data: { readonly action?: string } }
      if (isPress(type)) actions.push(String(data.action))
    }
    return actions
  }

  /** Runs a command of the program for this desk, on the same machine, to its end. */
  async command(...words: readonly string[]): Promise<string> {
    const [command = '', ...args] = this.#wrap([process.execPath, this.#program, '--lang', 'en', ...words])
    const running = start(command, [...args, '--config', this.#config])
    await running.ended
    return running.said()
  }

  async untilOnline(): Promise<void> {
    await until('the program is online', async () => (await this.status()).online, 60_000)
  }

  async untilDelivered(): Promise<void> {
    await until('nothing is left to deliver', async () => (await this.status()).journal.backlog === 0, 120_000)
  }
}
