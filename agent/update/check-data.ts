import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeskError, isDeskError, misfittingTexts } from '../../src/core/index.ts'
import type { Manifest } from '../../src/update/index.ts'
import { loadLibrary } from '../profile-library.ts'

/** The one file of a bundle of texts. */
export const textsFile = 'texts.json'

/**
 * Whether data that were unpacked can be used here: every profile that this desk needs is there and compiles; every text is
 * one that the program has, with the same blanks.
 * @throws DeskError DB-UPD-020 they cannot.
 */
export function checkData({ part }: Pick<Manifest, 'part'>, folder: string, neededProfiles: readonly string[]): void {
  if (part === 'profiles') checkProfiles(folder, neededProfiles)
  if (part === 'texts') checkTexts(folder)
}

function checkProfiles(folder: string, needed: readonly string[]): void {
  const library = loadLibrary(folder)
  if (library.ids().length === 0) throw new DeskError('DB-UPD-020', { part: 'profiles', reason: '0' })
  for (const id of needed) {
    const found = library.find(id)
    if (!found || isDeskError(found)) {
      throw new DeskError('DB-UPD-020', { part: 'profiles', reason: isDeskError(found) ? found.message : id })
    }
  }
}

function checkTexts(folder: string): void {
  const file = join(folder, textsFile)
  if (!existsSync(file)) throw new DeskError('DB-UPD-020', { part: 'texts', reason: textsFile })
  const misfits = misfittingTexts(parse(readFileSync(file, 'utf8')))
  if (misfits.length > 0) throw new DeskError('DB-UPD-020', { part: 'texts', reason: misfits.slice(0, 5).join(', ') })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
