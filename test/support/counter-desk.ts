import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stringify } from 'yaml'
import type { WrittenConfig } from '../../agent/config/schema.ts'
import { type ControlClient, controlClient } from '../../agent/control/client.ts'
import {
  type CallPanel,
  type CustomerDisplay,
  type RatingPad,
  startCallPanel,
  startCustomerDisplay,
  startRatingPad,
} from '../../agent/demo/desk/index.ts'
import type { CallAction } from '../../src/contract/index.ts'
import { systemClock, systemRandom } from './faces.ts'
import { until } from './wait.ts'

const program = resolve(import.meta.dirname, '../../dist/deskbridge.js')

/** A desk with one counter: the shipped program as a process of its own, and three devices that speak their bytes over a port. */
export interface CounterDesk {
  /** `{desk}/{counter}`, as the hall calls it. */
  readonly place: string
  readonly folder: string
  readonly configFile: string
  readonly panel: CallPanel
  readonly pad: RatingPad
  readonly display: CustomerDisplay
  /** Asks the program. */
  readonly client: ControlClient
  /** How often the program was killed so far. */
  readonly kills: number
  /** Presses a key and waits until its lamp says that it is on disk. */
  press(key: CallAction): Promise<void>
  /** The number that the display shows. */
  number(): string | undefined
  /** Ends the program as a power cut does, and starts it again. */
  kill(): Promise<void>
  /** The machine sleeps: the program stands still in the middle of whatever it does, until the machine wakes. */
  sleep(): void
  wake(): void
  /** Facts that the centre has not confirmed. */
  backlog(): Promise<number>
  stop(): Promise<void>
}

/** What a desk needs. */
export interface CounterDeskOptions {
  readonly centre: string
  readonly desk: string
  readonly counter: string
  readonly folder: string
  readonly brokerUrl: string
  /** What the counter does otherwise than by default. */
  readonly settings?: Omit<WrittenConfig['counters'][number], 'id'>
  readonly config?: Partial<WrittenConfig>
}

const patience = 60_000

/** Starts a desk and waits until its devices work. */
export async function startCounterDesk(options: CounterDeskOptions): Promise<CounterDesk> {
  const { desk, counter } = options
  const parts = { clock: systemClock, random: systemRandom, changed: () => undefined }
  const [panel, pad, display] = await Promise.all([
    startCallPanel(parts),
    startRatingPad(parts),
    startCustomerDisplay(parts),
  ])
  const folder = join(options.folder, desk)
  mkdirSync(folder, { recursive: true })
  const config = writeConfig(folder, options, { panel, pad, display })
  const client = controlClient(join(folder, 'data'))
  let agent = run(config, folder)
  let kills = 0
  // A desk may be without them.
  const devices = options.config?.devices ? [] : [panel, pad, display]
  const answers = () =>
    client.status().then(
      () => devices.every((device) => device.isConnected()),
      () => false,
    )
  const working = () => until(`${desk} works`, answers, patience)
  await working()
  return {
    place: `${desk}/${counter}`,
    folder,
    configFile: config,
    panel,
    pad,
    display,
    client,
    get kills() {
      return kills
    },
    async press(key) {
      panel.press(key)
      const number = panel.presses().length
      await until(
        `press ${number} of ${desk} is on disk`,
        () => panel.presses()[number - 1]?.acknowledged === true,
        patience,
      )
    },
    number: () => shown(display),
    async kill() {
      kills++
      await ended(agent, 'SIGKILL')
      agent = run(config, folder)
      await working()
    },
    sleep: () => void agent.kill('SIGSTOP'),
    wake: () => void agent.kill('SIGCONT'),
    backlog: async () => (await client.status()).journal.backlog,
    async stop() {
      await ended(agent, 'SIGTERM')
      await Promise.all([panel.stop(), pad.stop(), display.stop()])
    },
  }
}

interface Devices {
  readonly panel: CallPanel
  readonly pad: RatingPad
  readonly display: CustomerDisplay
}

function writeConfig(folder: string, options: CounterDeskOptions, devices: Devices): string {
  const { centre, desk, counter, brokerUrl, settings = {}, config: more = {} } = options
  const config: WrittenConfig = {
    centre,
    desk,
    data: './data',
    log: 'warn',
    broker: { url: brokerUrl },
    counters: [{ id: counter, ...settings }],
    page: { port: 0 },
    devices: [
      { name: 'panel', profile: 'deskbridge.ascii-panel', tcp: devices.panel.address, counter, role: 'call-keypad' },
      { name: 'pad', profile: 'generic.rating-pad-5', tcp: devices.pad.address, counter, role: 'rating-pad' },
      { name: 'display', profile: 'generic.cd5220', tcp: devices.display.address, counter, role: 'display' },
    ],
    ...more,
  }
  const file = join(folder, 'deskbridge.yaml')
  writeFileSync(file, stringify(config))
  return file
}

function run(config: string, folder: string): ChildProcess {
  const agent = spawn(process.execPath, [program, 'run', '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] })
  const log = join(folder, 'log')
  for (const output of [agent.stdout, agent.stderr]) output.on('data', (text: Buffer) => appendFileSync(log, text))
  return agent
}

async function ended(agent: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (agent.exitCode !== null || agent.signalCode !== null) return
  const { promise, resolve: done } = Promise.withResolvers<void>()
  agent.once('exit', () => done())
  agent.kill(signal)
  // One that sleeps hears nothing else.
  agent.kill('SIGCONT')
  await promise
}

/** Numbers have a letter or more in front: `A012`, `Q5-001`. */
function shown(display: CustomerDisplay): string | undefined {
  return /\b[A-Z][A-Z0-9-]*\d{3}\b/.exec(display.lines().join(' '))?.[0]
}
