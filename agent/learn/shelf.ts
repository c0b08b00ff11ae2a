import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeskError } from '../../src/core/index.ts'
import { slugOf } from './key-names.ts'

const maker = 'learnt'
const longestSlug = 40

/** An id for what is called so, of a profile that neither the library nor the folder has. */
export function freeId(name: string, isTaken: (id: string) => boolean): string {
  const slug = slugOf(name).slice(0, longestSlug).replace(/-+$/, '') || 'device'
  for (let number = 1; ; number++) {
    const id = `${maker}.${slug}${number === 1 ? '' : `-${number}`}`
    if (!isTaken(id)) return id
  }
}

/** The file of a profile in a folder. */
export function fileOf(folder: string, id: string): string {
  return join(folder, `${id}.yaml`)
}

/** Whether the folder has a file where the profile would be. */
export function isOnShelf(folder: string, id: string): boolean {
  return existsSync(fileOf(folder, id))
}

/** Writes a profile; never over a file that is there. Throws `DB-AGT-025`. */
export function putOnShelf(folder: string, id: string, source: string): string {
  const file = fileOf(folder, id)
  try {
    mkdirSync(folder, { recursive: true })
    // Flushed: whoever sees it saved may pull the plug of the PC next.
    writeFileSync(file, source, { flag: 'wx', flush: true })
    return file
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DeskError('DB-AGT-025', { file, reason }, { cause: error })
  }
}
