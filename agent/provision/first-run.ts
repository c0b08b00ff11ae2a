import { existsSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { stringify } from 'yaml'
import { DeskError } from '../../src/core/index.ts'
import type { DeskName } from '../../src/identity/index.ts'
import { cutForDesk, type DeskContent, findDesk, type Provision } from '../../src/provision/index.ts'
import { realDisk, replaceFile } from './disk.ts'

/** The name of the file that makes desks. */
export const provisionFile = 'provision.yaml'

/**
 * The file that is meant: the first of these places that is one, or a folder that has one, or a folder `deskbridge` in it that
 * has one.
 * @throws DeskError DB-PRV-022 none.
 */
export function findProvisionFile(given: readonly string[]): string {
  const places = given.flatMap((place) => [place, join(place, provisionFile), join(place, 'deskbridge', provisionFile)])
  const found = places.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
  if (found === undefined) throw new DeskError('DB-PRV-022', { places: places.join(', ') })
  return found
}

/**
 * Which desk of the file this PC is: the one that is named, else the only one, else the one that is called like the PC.
 * @throws DeskError DB-PRV-004 no such desk, -023 nobody can tell.
 */
export function thisDesk(provision: Provision, named: string | undefined, host = hostname()): string {
  if (named !== undefined) return findDesk(provision, named).name
  const names = provision.desks.map(({ name }) => name)
  const [only] = names
  if (names.length === 1 && only !== undefined) return only
  const [short = ''] = host.toLowerCase().split('.')
  const fitting = names.filter((name) => short === name || short.endsWith(`-${name}`))
  if (fitting.length !== 1 || fitting[0] === undefined) throw new DeskError('DB-PRV-023')
  return fitting[0]
}

/**
 * Makes the configuration of a new PC from a `provision.yaml`.
 * @throws DeskError DB-PRV-024 there is one already, -026 it cannot be written.
 */
export function writeFirstConfig(provision: Provision, desk: string, file: string): void {
  const data = provision.written.data ?? usualData(file)
  const centre = provision.written.centre.name
  writeFirstFile(file, { ...cutForDesk(provision, desk), centre, desk, data })
}

/**
 * Writes the first configuration of a new PC. From then on it is a file like one that a person wrote; where it cannot be
 * written nothing of it stays.
 * @throws DeskError DB-PRV-024 there is one already, -026 it cannot be written.
 */
export function writeFirstFile(file: string, content: DeskName & DeskContent): void {
  if (existsSync(file)) throw new DeskError('DB-PRV-024', { file })
  const head = `# ${basename(file)}: ${content.desk}, ${content.centre}\n`
  try {
    replaceFile(realDisk, resolve(file), head + stringify(content, { lineWidth: 120 }))
  } catch (error) {
    realDisk.remove(`${resolve(file)}.new`)
    throw new DeskError('DB-PRV-026', { folder: dirname(file), reason: (error as Error).message }, { cause: error })
  }
}

/** Where the journal is, where the file does not say. */
function usualData(file: string): string {
  if (process.platform === 'win32') return join(process.env.ProgramData ?? dirname(resolve(file)), 'deskbridge')
  return '/var/lib/deskbridge'
}
