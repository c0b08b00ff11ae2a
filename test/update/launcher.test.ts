import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type Current,
  installBundle,
  readCurrent,
  readKeyFile,
  type UpdatePlaces,
  updatePlaces,
} from '../../src/update/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Running, start } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { type behaviours, newReleaseKeys, tinyBundle, tinyPackage } from './tiny-program.ts'

/** The whole way back takes less than this with the limit that is shipped. */
const shippedTrialMs = 45_000
const keys = newReleaseKeys()

/** A desk whose program is tiny, started by the real launcher. */
class LaunchedDesk {
  readonly data = temporaryFolder()
  readonly places: UpdatePlaces = updatePlaces(this.data)
  readonly #package = tinyPackage(keys)
  readonly #log = join(this.data, 'tiny.log')
  #issue = 0

  launch(...options: readonly string[]): Running {
    return this.launchIn({}, ...options)
  }

  launchIn(environment: NodeJS.ProcessEnv, ...options: readonly string[]): Running {
    const launcher = join(this.#package, 'dist', 'launcher.js')
    const args = [launcher, '--data', this.data, ...options, '--', 'run', '--config', 'x.yaml']
    return start(process.execPath, args, {
      env: { ...process.env, TINY_LOG: this.#log, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  }

  async stage(version: string, behaviour: keyof typeof behaviours): Promise<void> {
    const file = join(this.data, 'bundle.update')
    this.#issue++
    writeFileSync(file, tinyBundle(keys, version, this.#issue, behaviour))
    const keyFile = join(this.#package, 'release-keys.json')
    await installBundle(file, {
      places: this.places,
      version: '0.1.0',
      base: '0.1.0',
      running: '',
      packageKeys: readKeyFile(keyFile),
      keyFile,
      wall: Date.now(),
    })
  }

  current(): Current {
    return readCurrent(this.places).value
  }

  /** Which versions said what, the oldest first. */
  said(): readonly string[] {
    return existsSync(this.#log) ? readFileSync(this.#log, 'utf8').trim().split('\n') : []
  }

  starts(version: string): number {
    return this.said().filter((line) => line.startsWith(`${version} started`)).length
  }
}

describe('the launcher', () => {
  it('starts the version of the package with its command line, and with threads enough', async () => {
    const desk = new LaunchedDesk()
    const running = desk.launch()
    await until('it runs', () => desk.starts('0.1.0') === 1)
    expect(desk.said()[0]).toBe('0.1.0 started 16 run --config x.yaml')
    running.kill('SIGTERM')
    expect(await running.ended).toBe(0)
  })

  it.runIf(process.platform !== 'win32')(
    'becomes the program where there is nothing to prove, and costs nothing then',
    async () => {
      const desk = new LaunchedDesk()
      const running = desk.launch()
      await until('it runs', () => desk.starts('0.1.0') === 1)
      const commandLine = readFileSync(`/proc/${running.process.pid}/cmdline`, 'utf8')
      expect(commandLine).toContain('dist/deskbridge.js')
      expect(commandLine).not.toContain('launcher.js')
    },
  )

  it('tries a new version, which is in force when it says that it works, also at the next start', async () => {
    const desk = new LaunchedDesk()
    await desk.stage('0.2.0', 'good')
    const running = desk.launch()
    await until('it is in force', () => desk.current().active?.version === '0.2.0')
    running.kill('SIGTERM')
    expect(await running.ended).toBe(0)
    desk.launch('--stay')
    await until('it runs again', () => desk.starts('0.2.0') === 2)
    expect(desk.current()).toMatchObject({ active: { version: '0.2.0' }, pending: null })
  })

  it('goes back from a version that never says so', async () => {
    const desk = new LaunchedDesk()
    await desk.stage('0.2.0', 'silent')
    const [began, trialMs] = [performance.now(), 1_500]
    desk.launch('--trial-ms', String(trialMs))
    await until('the package runs', () => desk.starts('0.1.0') === 1, 120_000)
    const overhead = performance.now() - began - trialMs
    process.stderr.write(`way back beside the limit: ${Math.round(overhead)} ms\n`)
    expect(shippedTrialMs + overhead).toBeLessThan(60_000)
    expect(desk.current()).toMatchObject({
      active: null,
      pending: null,
      failed: { version: '0.2.0', because: 'unhealthy' },
    })
  })

  it('goes back from a version that dies three times, and to the version before that one', async () => {
    const desk = new LaunchedDesk()
    await desk.stage('0.2.0', 'good')
    const first = desk.launch('--stay')
    await until('it is in force', () => desk.current().active?.version === '0.2.0')
    first.kill('SIGTERM')
    await first.ended
    await desk.stage('0.3.0', 'dying')
    desk.launch('--stay')
    await until('the one before runs', () => desk.starts('0.2.0') === 2, 120_000)
    expect([desk.starts('0.3.0'), desk.current().failed?.because]).toEqual([3, 'died'])
  })

  it('starts a program anew that asks for it', async () => {
    const desk = new LaunchedDesk()
    await desk.stage('0.2.0', 'restarting')
    desk.launch('--stay')
    await until('it was started anew', () => desk.starts('0.2.0') >= 2, 60_000)
  })

  it('stops when the service host closes its input', async () => {
    const desk = new LaunchedDesk()
    const launcher = desk.launchIn({ DESKBRIDGE_STOP_WITH_INPUT: '1' }, '--stay')
    await until('it runs', () => desk.starts('0.1.0') === 1)
    launcher.process.stdin?.end()
    expect(await launcher.ended).toBe(0)
  })
})
