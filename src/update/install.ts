import { mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { DeskError } from '../core/index.ts'
import { syncFolder } from '../durable/index.ts'
import { type OpenBundle, openBundle } from './container.ts'
import { type Installed, ownPlatform, staged } from './current.ts'
import { type DeskFacts, judgeManifest, staleness } from './judge.ts'
import type { TrustedKeys } from './keys.ts'
import {
  folderOf,
  readCurrent,
  readShelf,
  tidyVersions,
  type UpdatePlaces,
  writeCurrent,
  writeShelf,
} from './ledger.ts'
import type { Manifest } from './manifest.ts'
import { shelved, withKeys } from './shelf.ts'
import { unpackBundle } from './unpack.ts'

/** What installing needs to know of the desk. */
export interface InstallOptions {
  readonly places: UpdatePlaces
  /** The version that runs, and the folder among the versions that it runs from, if it does. */
  readonly version: string
  readonly running: string
  /** The version of the package. */
  readonly base: string
  readonly packageKeys: TrustedKeys
  readonly keyFile: string
  readonly wall: number
  /** Looks whether an unpacked data part can be used. Throws when it cannot. */
  check?(manifest: Manifest, folder: string): void | Promise<void>
}

/** A release that was installed. */
export interface InstallResult {
  readonly manifest: Manifest
  /** Where its files are; undefined for keys. */
  readonly folder: string | undefined
  readonly warnings: readonly DeskError[]
}

/**
 * Installs a bundle. A program is only staged: the next start tries it. All else counts from now on. After a power cut at
 * any moment the desk is as before, or has it whole.
 * @throws DeskError DB-UPD-… it was refused, and nothing changed.
 */
export async function installBundle(file: string, options: InstallOptions): Promise<InstallResult> {
  const { places, running, wall } = options
  const bundle = await openBundle(file)
  try {
    const manifest = judgeManifest(bundle, deskFacts(options))
    const warnings = [staleness(manifest, wall)].filter((one) => one !== undefined)
    tidyVersions(places, running)
    const folder = manifest.part === 'keys' ? undefined : await unpackBeside(bundle, options)
    settle(manifest, places)
    return { manifest, folder, warnings }
  } finally {
    await bundle.close()
  }
}

/** What a desk is at this moment. */
export function deskFacts({ places, ...desk }: Omit<InstallOptions, 'wall' | 'check' | 'running'>): DeskFacts {
  const { version, base, packageKeys, keyFile } = desk
  return {
    version,
    base,
    packageKeys,
    keyFile,
    platform: ownPlatform(),
    current: readCurrent(places).value,
    shelf: readShelf(places).value,
  }
}

/** How a release is called where it lies. */
export function installedAs({ part, version, issue }: Manifest): Installed {
  return { folder: `${part}-${version}-${issue}`, version, issue }
}

/** The folder gets its name only when all that is in it is on the disk. */
async function unpackBeside(bundle: OpenBundle, { places, check }: InstallOptions): Promise<string> {
  const { manifest } = bundle
  const folder = folderOf(places, installedAs(manifest))
  const staging = join(places.versions, '.staging')
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(staging, { recursive: true, mode: 0o755 })
  try {
    checkRoom(places.versions, manifest.unpacked)
    await unpackBundle(bundle, staging)
    await check?.(manifest, staging)
    rmSync(folder, { recursive: true, force: true })
    renameSync(staging, folder)
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    throw error
  }
  await syncFolder(places.versions)
  return folder
}

/** The journal needs room, too: as much again must be left. */
function checkRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free < 2 * bytes) throw new DeskError('DB-UPD-014', { bytes: 2 * bytes, free })
}

function settle(manifest: Manifest, places: UpdatePlaces): void {
  const { part, keys = [], issue } = manifest
  if (part === 'program') {
    writeCurrent(places, staged(readCurrent(places).value, installedAs(manifest)))
    return
  }
  const shelf = readShelf(places).value
  writeShelf(places, part === 'keys' ? withKeys(shelf, keys, issue) : shelved(shelf, part, installedAs(manifest)))
}
