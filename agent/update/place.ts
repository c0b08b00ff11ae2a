import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  compareVersions,
  type InstallOptions,
  readCurrent,
  readKeyFile,
  type UpdatePlaces,
  updatePlaces,
} from '../../src/update/index.ts'
import { programFolder } from '../folders.ts'
import { launcherVariables } from '../launcher/line.ts'
import { version } from '../version.ts'

/** The public keys of releases, in the folder of the package. */
export const releaseKeysFile = 'release-keys.json'

/** All that installing needs to know of this desk, but for the time. */
export type UpdatePlace = Omit<InstallOptions, 'wall' | 'check'>

/** Where this program stands: which version it is, which package it came with, where its data are. */
export function updatePlace(dataFolder: string): UpdatePlace {
  const launched = process.env[launcherVariables.base]
  const base = launched ?? programFolder
  const places = updatePlaces(dataFolder)
  const keyFile = join(base, releaseKeysFile)
  return {
    places,
    version: launched === undefined ? versionInForce(places, versionOf(base)) : version,
    running: dirname(programFolder) === places.versions ? basename(programFolder) : '',
    base: versionOf(base),
    packageKeys: readKeyFile(keyFile),
    keyFile,
  }
}

/** What a command of the package speaks for may be newer than the package itself. */
function versionInForce(places: UpdatePlaces, base: string): string {
  const active = readCurrent(places).value.active?.version ?? base
  return compareVersions(active, base) > 0 ? active : base
}

function versionOf(folder: string): string {
  try {
    return String((JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: unknown }).version)
  } catch {
    return version
  }
}
