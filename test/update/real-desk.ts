import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { AgentStatus } from '../../agent/agent.ts'
import { controlClient, type ShortcutPress } from '../../agent/control/client.ts'
import { packBundle, type ReleaseNotice } from '../../src/update/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { projectFolder, type Running, start } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import type { ReleaseKeys } from './tiny-program.ts'

/** The version of the build. */
export const builtVersion: string = (
  JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }
).version

/** What is wrong with a version of the real program. */
export type Damage = 'nothing' | 'dies at once' | 'hangs'

const beginnings: { readonly [damage in Damage]: string } = {
  nothing: '',
  'dies at once': 'process.exit(1);\n',
  hangs: 'await new Promise(() => setInterval(() => undefined, 1000));\n',
}

/** The real program as it is built, under another version: what a bundle of it holds, less what desks have in common. */
export function realProgram(version: string, damage: Damage = 'nothing'): string {
  const folder = temporaryFolder()
  cpSync(join(projectFolder, 'dist'), join(folder, 'dist'), {
    recursive: true,
    filter: (file) => !file.endsWith('.map'),
  })
  cpSync(join(projectFolder, 'device-profiles'), join(folder, 'device-profiles'), {
    recursive: true,
    filter: (file) => !file.includes('firmware'),
  })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'deskbridge', version, type: 'module' }))
  for (const name of readdirSync(join(folder, 'dist')).filter((one) => one.endsWith('.js'))) {
    const file = join(folder, 'dist', name)
    const beginning = name === 'deskbridge.js' ? beginnings[damage] : ''
    const code = readFileSync(file, 'utf8').replace(/^#!.*\n/, '')
    writeFileSync(file, beginning + code.replaceAll(`version:"${builtVersion}"`, `version:"${version}"`))
  }
  return folder
}

/** A bundle of files. */
export function realBundle(
  keys: ReleaseKeys,
  folder: string,
  more: Pick<ReleaseNotice, 'version' | 'issue'> & Partial<ReleaseNotice>,
) {
  const file = join(temporaryFolder(), 'real.update')
  const release: ReleaseNotice = {
    part: 'program',
    minimumVersion: builtVersion,
    platform: 'any',
    madeAt: '2026-11-22T00:00:00Z',
    expires: '2099-01-01T00:00:00Z',
    ...more,
  }
  writeFileSync(file, packBundle({ release, folder, keys: keys.private.slice(1), quality: 1 }))
  return file
}

/** An installed desk with the real program, started by the launcher as a service manager does. */
export class RealDesk {
  readonly data: string
  readonly #package: string
  readonly #config: string
  #running: Running | undefined

  constructor(url: string, keys: ReleaseKeys) {
    const folder = temporaryFolder()
    this.data = join(folder, 'data')
    mkdirSync(this.data)
    // A bundle of a release brings its packages along; here all versions find them above the data folder.
    symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
    this.#package = join(folder, 'package')
    cpSync(realProgram(builtVersion), this.#package, { recursive: true })
    writeFileSync(join(this.#package, 'release-keys.json'), JSON.stringify({ keys: keys.public }))
    this.#config = join(folder, 'deskbridge.yaml')
    const config = {
      centre: 'vinh-long',
      desk: 'quay-05',
      data: this.data,
      broker: { url },
      counters: [{ id: 5 }],
      page: { port: 0 },
    }
    writeFileSync(this.#config, stringify(config))
  }

  launch(...options: readonly string[]): void {
    const launcher = join(this.#package, 'dist', 'launcher.js')
    const args = [
      launcher,
      '--data',
      this.data,
      '--stay',
      ...options,
      '--',
      '--lang',
      'en',
      'run',
      '--config',
      this.#config,
    ]
    this.#running = start(process.execPath, args)
  }

  /** All that launcher and program have said. */
  said(): string {
    return this.#running?.said() ?? ''
  }

  status(): Promise<AgentStatus> {
    return controlClient(this.data).status()
  }

  press(press: ShortcutPress): Promise<unknown> {
    return controlClient(this.data).press(press)
  }

  async untilRuns(version: string): Promise<void> {
    const holds = async () => (await this.status().catch(() => undefined))?.version === version
    await until(`version ${version} runs; it said ${this.said().slice(-2_000)}`, holds, 120_000)
  }

  /** Runs `deskbridge update …` of the package beside it, to its end. */
  update(...words: readonly string[]): Promise<{ code: number | string; said: string }> {
    const program = join(this.#package, 'dist', 'deskbridge.js')
    const args = [program, '--lang', 'en', 'update', ...words, '--config', this.#config]
    return runToEnd(start(process.execPath, args))
  }

  updates() {
    return controlClient(this.data).update.status()
  }
}

async function runToEnd(running: Running): Promise<{ code: number | string; said: string }> {
  const code = await running.ended
  return { code, said: running.said() }
}
