import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the program: the one that holds package.json, whether we run from source or from the bundle. */
export const programFolder: string = findUp(dirname(fileURLToPath(import.meta.url)), 'package.json')

/** The device library: a newer one that the launcher names, or the one that comes with the program. */
export const libraryFolder: string = process.env.DESKBRIDGE_PROFILES ?? join(programFolder, 'device-profiles')

function findUp(folder: string, file: string): string {
  const parent = dirname(folder)
  return existsSync(join(folder, file)) || parent === folder ? folder : findUp(parent, file)
}
