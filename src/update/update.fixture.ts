import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { temporaryFolder } from '../../test/support/folder.ts'
import { joinBundle } from './container.ts'
import { type InstallOptions, type InstallResult, installBundle } from './install.ts'
import { publicPart, signManifest } from './keys.ts'
import { type UpdatePlaces, updatePlaces } from './ledger.ts'
import type { Manifest } from './manifest.ts'
import { packBundle, type ReleaseNotice } from './pack.ts'

/** The keys of the tests: two of the releases, and one of nobody. */
export const [firstKey, secondKey, foreignKey] = ['first', 'second', 'foreign'].map(
  () => generateKeyPairSync('ed25519').privateKey,
) as [KeyObject, KeyObject, KeyObject]
export const trusted: readonly string[] = [firstKey, secondKey].map(publicPart)

/** The day of the tests. */
export const today: number = Date.UTC(2026, 10, 22)

/** A release of today, for every PC. */
export const release: ReleaseNotice = {
  part: 'program',
  version: '1.1.0',
  minimumVersion: '1.0.0',
  platform: 'any',
  issue: 1,
  madeAt: '2026-11-22T00:00:00Z',
  expires: '2027-11-22T00:00:00Z',
}

/** A folder with these files; a name that ends in "*" is executable. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name.replace('*', ''))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    if (name.endsWith('*')) chmodSync(file, 0o755)
  }
  return folder
}

/** What bundles of the tests hold. */
export const programFiles = {
  'dist/deskbridge.js': 'process.exit(0)',
  'package.json': '{"version":"1.1.0"}',
  'bin/help*': '#!',
  'empty.txt': '',
}

/** A bundle as it is made. */
export function bundleOf(
  more: Partial<ReleaseNotice> = {},
  files: Readonly<Record<string, string>> = programFiles,
  keys: readonly KeyObject[] = [firstKey],
): Buffer {
  return packBundle({ release: { ...release, ...more }, folder: folderWith(files), keys, quality: 1 })
}

/** One file of a bundle that nobody's packer would make. */
export interface OddFile {
  readonly path: string
  readonly content: string
  /** What the list says of it, where that is not so. */
  readonly claimed?: string
}

/** A bundle with odd content, properly signed all the same. */
export function oddBundle(files: readonly OddFile[], more: Partial<Manifest> = {}): Buffer {
  const entries = files.map(({ path, content, claimed = content }) => ({
    path,
    bytes: Buffer.byteLength(claimed),
    sha256: hashOf(claimed),
  }))
  const list = JSON.stringify(entries)
  const payload = brotliCompressSync(files.map(({ content }) => content).join(''))
  const manifest = JSON.stringify({
    format: 1,
    product: 'deskbridge',
    ...release,
    list: { bytes: Buffer.byteLength(list), sha256: hashOf(list) },
    payload: { bytes: payload.length, sha256: hashOf(payload) },
    unpacked: entries.reduce((sum, { bytes }) => sum + bytes, 0),
    ...more,
  })
  return joinBundle({ manifest, signatures: signManifest(manifest, [firstKey]), list, payload })
}

/** The folder of a desk of version 1.0.0, and what it does with bundles. */
export interface TestDesk {
  readonly data: string
  readonly places: UpdatePlaces
  install(bundle: Uint8Array, more?: Partial<InstallOptions>): Promise<InstallResult>
}

/** A desk that has only its package. */
export function newTestDesk(): TestDesk {
  const data = temporaryFolder()
  const places = updatePlaces(data)
  const desk = { version: '1.0.0', running: '', base: '1.0.0', packageKeys: trusted, keyFile: 'keys', wall: today }
  let count = 0
  return {
    data,
    places,
    install(bundle, more) {
      const file = join(data, `${++count}.update`)
      writeFileSync(file, bundle)
      return installBundle(file, { ...desk, places, ...more })
    },
  }
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
