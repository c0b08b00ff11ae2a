import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Platform, packBundle, readKeyFile, readPrivateKey } from '../../src/update/index.ts'
import { buildTime } from './build-time.ts'
import type { BundleOrder } from './bundle-order.ts'
import { freshFolder } from './files.ts'
import { assemblePayload } from './payload.ts'
import { cacheFolder, packagesFolder, projectFolder } from './platform.ts'

/** A bundle that was made. */
export interface MadeBundle {
  readonly file: string
  readonly bytes: number
}

/** Half a year after a release there should be a newer one. */
const lifeDays = 183
/** What only the package has: Node and what speaks to systemd, and the keys that bundles are judged by. */
const packageOnly = ['bin', 'release-keys.json']

/** Makes a signed bundle in `dist-packages/`. The same commit, order and keys give the same bytes. */
export async function makeBundle(order: BundleOrder, quality = 11): Promise<MadeBundle> {
  const { part, issue, platform, newKeys } = order
  const own = versionOfProject()
  const version = order.version ?? own
  const made = buildTime() * 1000
  const release = {
    part,
    version,
    minimumVersion: order.minimumVersion ?? own,
    platform,
    issue,
    madeAt: dateOf(made),
    expires: dateOf(made + lifeDays * 86_400_000),
    ...(newKeys === undefined ? {} : { keys: [...readKeyFile(resolve(newKeys))] }),
  }
  const folder = part === 'keys' ? undefined : await contentOf(order, version)
  const keys = order.keyFiles.map((file) => readPrivateKey(resolve(file)))
  const bundle = packBundle({ release, keys, quality, ...(folder === undefined ? {} : { folder }) })
  mkdirSync(packagesFolder, { recursive: true })
  const file = join(packagesFolder, `deskbridge-${part}-${version}-${issue}-${platform}.update`)
  writeFileSync(file, bundle)
  return { file, bytes: bundle.length }
}

async function contentOf({ part, platform, folder }: BundleOrder, version: string): Promise<string> {
  const into = freshFolder(join(cacheFolder, `update-${part}-${platform}`))
  if (part === 'profiles' || part === 'texts') {
    const from = folder === undefined ? join(projectFolder, 'device-profiles') : resolve(folder)
    cpSync(from, into, { recursive: true, filter: (file) => !file.includes('firmware') && !/\/\.[^/]+$/.test(file) })
    return into
  }
  if (folder === undefined) await assemblePayload({ platform: systemOf(platform), into, version })
  else cpSync(resolve(folder), into, { recursive: true })
  for (const name of packageOnly) rmSync(join(into, name), { recursive: true, force: true })
  return into
}

function systemOf(platform: Platform): Exclude<Platform, 'any'> {
  if (platform === 'any') throw new Error('a program has native parts: name its --platform')
  return platform
}

function versionOfProject(): string {
  return (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }).version
}

/** Seconds are enough, and what manifests have. */
function dateOf(wall: number): string {
  return `${new Date(wall).toISOString().slice(0, 19)}Z`
}
