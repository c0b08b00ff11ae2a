import { copyFileSync, existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openBrokerCentre } from '../../support/broker-centre.ts'
import { centre, desk, startMosquitto } from '../../support/mosquitto.ts'
import { serialPair } from '../../support/serial.ts'
import { until } from '../../support/wait.ts'
import type { Installer } from './packages.ts'
import { startWine, type Wine } from './wine.ts'

const minutes = 60_000
/** The key "next" of generic.stx-keypad. */
const next = Buffer.from('023031310333', 'hex')

/** A PC with Windows, a keypad at its COM5 and the broker of a centre. */
export interface Pc {
  readonly wine: Wine
  /** Folders of drive C:. */
  readonly program: string
  readonly data: string
  /** What the service has logged. */
  log(): string
  /** Installs (`/i`) or removes (`/x`) silently. */
  msiexec(way: '/i' | '/x', installer: Installer, ...properties: readonly string[]): Promise<MsiResult>
  /** Says which desk this is, as IT does by hand, and starts the service with it. */
  configure(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  /** Process ids of the agent: one, unless it is being started. */
  agents(): readonly number[]
  /** Presses the key and waits until the centre has one more fact. */
  press(): Promise<void>
  untilReady(): Promise<void>
  /** A value of the registry; undefined where there is none. */
  registry(key: string, name: string): Promise<string | undefined>
}

/** How a run of Windows Installer ended. */
export interface MsiResult {
  readonly code: number | string
  readonly ms: number
  readonly log: string
}

/** A PC that is there for one test. */
export async function startPc(): Promise<Pc> {
  const [keypad, broker] = [await serialPair(), await startMosquitto()]
  const { applied } = await openBrokerCentre(broker.url, centre)
  const wine = await startWine({ ports: { COM5: realpathSync(keypad.port) } })
  onTestFinished(() => wine.remove())
  const [program, data] = [
    join(wine.drive, 'Program Files', 'deskbridge'),
    join(wine.drive, 'ProgramData', 'deskbridge'),
  ]
  const log = () => logIn(join(data, 'log'))
  const agents = () => wine.processes('node.exe', 'run', 'deskbridge.yaml')
  const readyTimes = () => log().split('"device":"keypad-1","counter":"5","state":"ready"').length - 1
  let readyBefore = 0
  const pc: Pc = {
    ...{ wine, program, data, log, agents },
    async msiexec(way, { file }, ...properties) {
      const name = basename(file)
      if (!existsSync(join(wine.shared, name))) copyFileSync(file, join(wine.shared, name))
      const began = performance.now()
      const { code } = await wine.run('msiexec', way, `Z:\\w\\${name}`, '/qn', '/l*v', 'C:\\msi.log', ...properties)
      return { code, ms: performance.now() - began, log: readFileSync(join(wine.drive, 'msi.log'), 'latin1') }
    },
    async configure() {
      await pc.stop()
      writeFileSync(join(data, 'deskbridge.yaml'), configuration(broker.url))
      await pc.start()
    },
    async stop() {
      await wine.run('net', 'stop', 'deskbridge')
      // Windows waits for the end; Wine says "stopped" at once, and starts nothing before it is true.
      await until('the service has stopped', () => wine.processes('deskbridge-service.exe').length === 0, minutes)
    },
    async start() {
      await wine.run('net', 'start', 'deskbridge')
    },
    async untilReady() {
      await until('the keypad is ready and the desk online', () => readyTimes() > readyBefore, 4 * minutes)
      readyBefore = readyTimes()
    },
    async press() {
      const before = applied.length
      keypad.send(next)
      await until('the centre has the press', () => applied.length > before, 2 * minutes)
    },
    async registry(key, name) {
      const { said } = await wine.run('reg', 'query', key, '/v', name, '/reg:64')
      return /REG_SZ\s+(.*?)\s*$/m.exec(said)?.[1]
    },
  }
  return pc
}

function configuration(url: string): string {
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: C:\\ProgramData\\deskbridge',
    'language: en',
    `broker: { url: "${url}", username: "${desk.name}", password: "${desk.password}" }`,
    'counters: [{ id: 5 }]',
    'devices: [{ name: keypad-1, profile: generic.stx-keypad, port: COM5, counter: 5 }]',
    'page: { port: 0 }',
    'applications: [https://motcua.test]',
  ]
  return `${lines.join('\n')}\n`
}

function logIn(folder: string): string {
  if (!existsSync(folder)) return ''
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
}
