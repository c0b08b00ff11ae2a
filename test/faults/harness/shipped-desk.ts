import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import type { AgentStatus } from '../../../agent/agent.ts'
import { controlClient } from '../../../agent/control/client.ts'
import { type CallPanel, startCallPanel } from '../../../agent/demo/desk/index.ts'
import { systemClock, systemRandom } from '../../support/faces.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { desk as account } from '../../support/mosquitto.ts'
import { programFile, type Running, start, untilSaid } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'

/** The command that starts the program, e.g. with limits. */
type Wrap = (command: readonly string[]) => readonly string[]

/** What a test may choose of a shipped desk. */
export interface ShippedDeskOptions {
  /** Its data folder; by default an empty one. */
  readonly folder?: string
  readonly wrap?: Wrap
}

/** The program as it is shipped, at a counter with a call panel whose firmware repeats each press until it is on disk. */
export class ShippedDesk {
  readonly name = account.name
  readonly panel: CallPanel
  /** Where its journal is. */
  readonly folder: string
  readonly #config = join(temporaryFolder(), 'deskbridge.yaml')
  readonly #wrap: Wrap
  #running: Running | undefined

  private constructor(url: string, panel: CallPanel, { folder = temporaryFolder(), wrap }: ShippedDeskOptions) {
    this.panel = panel
    this.folder = folder
    this.#wrap = wrap ?? ((command) => command)
    const [centre, desk] = account.name.split('/')
    const config = {
      centre,
      desk,
      data: folder,
      broker: { url, username: account.name, password: account.password },
      // No press is ignored as a double one, so that each press is one fact.
      counters: [{ id: 5, doublePress: 0 }],
      devices: [{ name: 'keypad-1', profile: 'deskbridge.ascii-panel', tcp: panel.address, counter: 5 }],
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
    const program = [process.execPath, programFile, '--lang', 'en', 'run', '--config', this.#config]
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

  async ended(): Promise<void> {
    await this.#running?.ended
  }

  /** What the running program says of itself. */
  status(): Promise<AgentStatus> {
    return controlClient(this.folder).status()
  }

  async untilOnline(): Promise<void> {
    await until('the program is online', async () => (await this.status()).online, 60_000)
  }

  async untilDelivered(): Promise<void> {
    await until('nothing is left to deliver', async () => (await this.status()).journal.backlog === 0, 120_000)
  }
}
