import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readAnchors, type Trust, type TrustFile } from '../../src/card/index.ts'
import { DeskError } from '../../src/core/index.ts'

/** A master list of all countries has some megabytes. */
const longestFile = 16 * 1024 * 1024
const mostFiles = 512

/**
 * Whom we believe that they issue cards: the certificates in a file, or in the files of a folder; nobody without one.
 * @throws DeskError DB-CRD-115 it cannot be read, or holds something else.
 */
export async function readTrust(place: string | undefined, at: number): Promise<Trust> {
  return { anchors: place === undefined ? [] : await readAnchors(filesAt(place)), at }
}

function filesAt(place: string): readonly TrustFile[] {
  try {
    if (!statSync(place).isDirectory()) return [fileAt(place)]
    const names = readdirSync(place).filter((name) => !name.startsWith('.'))
    if (names.length > mostFiles) throw new Error(`more than ${mostFiles} files`)
    return names.sort().map((name) => fileAt(join(place, name)))
  } catch (error) {
    if (error instanceof DeskError) throw error
    throw new DeskError('DB-CRD-115', { place, reason: (error as Error).message }, { cause: error })
  }
}

function fileAt(path: string): TrustFile {
  const { size } = statSync(path)
  if (size > longestFile) throw new DeskError('DB-CRD-115', { place: path, reason: `${size} > ${longestFile}` })
  return { name: basename(path), bytes: readFileSync(path) }
}
