import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packBundle, publicPart, type ReleaseNotice } from '../../src/update/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { projectFolder } from '../support/processes.ts'

/** The keys of the releases of a test. */
export interface ReleaseKeys {
  readonly private: readonly KeyObject[]
  readonly public: readonly string[]
}

/** Two new keys. */
export function newReleaseKeys(): ReleaseKeys {
  const pairs = [generateKeyPairSync('ed25519').privateKey, generateKeyPairSync('ed25519').privateKey]
  return { private: pairs, public: pairs.map(publicPart) }
}

/** How a tiny program behaves. */
export const behaviours = {
  /** Says that it works, and goes on until it is told to stop. */
  good: `say('healthy'); process.send?.({ deskbridge: 'healthy' }); wait()`,
  /** Goes on, and never says that it works. */
  silent: 'wait()',
  /** Ends at once. */
  dying: 'process.exit(1)',
  /** Works, and wants to be started again. */
  restarting: `process.send?.({ deskbridge: 'healthy' }); setTimeout(() => process.exit(75), 200)`,
} as const

/** The files of a program that does nothing but what the launcher sees of it. It says its version when it starts. */
export function tinyProgram(version: string, behaviour: keyof typeof behaviours): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'tiny', version, type: 'module' }))
  const lines = [
    `import { appendFileSync } from 'node:fs'`,
    `const say = (word) => appendFileSync(process.env.TINY_LOG, \`${version} \${word}\\n\`)`,
    `const wait = () => { process.on('message', () => process.exit(0)); setInterval(() => undefined, 1000) }`,
    `process.on('SIGTERM', () => process.exit(0))`,
    `say(\`started \${process.env.UV_THREADPOOL_SIZE} \${process.argv.slice(2).join(' ')}\`)`,
    behaviours[behaviour],
  ]
  writeFileSync(join(folder, 'dist', 'deskbridge.js'), lines.join('\n'))
  return folder
}

/** A bundle of such a program, for every PC. */
export function tinyBundle(
  keys: ReleaseKeys,
  version: string,
  issue: number,
  behaviour: keyof typeof behaviours,
): Buffer {
  const release: ReleaseNotice = {
    part: 'program',
    version,
    minimumVersion: '0.0.1',
    platform: 'any',
    issue,
    madeAt: '2026-11-22T00:00:00Z',
    expires: '2099-01-01T00:00:00Z',
  }
  return packBundle({ release, folder: tinyProgram(version, behaviour), keys: keys.private.slice(0, 1), quality: 1 })
}

/** A package: the real launcher, with a tiny program of version 0.1.0 beside it. */
export function tinyPackage(keys: ReleaseKeys): string {
  const folder = tinyProgram('0.1.0', 'good')
  for (const name of readdirSync(join(projectFolder, 'dist'))) {
    if (name === 'launcher.js' || /^chunk-.*\.js$/.test(name)) {
      cpSync(join(projectFolder, 'dist', name), join(folder, 'dist', name))
    }
  }
  writeFileSync(join(folder, 'release-keys.json'), JSON.stringify({ keys: keys.public }))
  return folder
}
