import { DeskError } from '../core/index.ts'

const mostLetters = 200
/** Letters that mean nothing to any file system: no separator but "/", no drive, no stream, no short name. */
const segmentPattern = /^[A-Za-z0-9_@+=,.-]{1,100}$/
/** Devices, with any ending, in any case. */
const reserved = /^(con|prn|aux|nul|conin|conout|clock|com[0-9]|lpt[0-9])(\.|$)/i

/**
 * Sees to it that files stay in the folder that they are put into, and that none lies over another, on Linux and Windows
 * alike.
 * @throws DeskError DB-UPD-007 one of them would not.
 */
export function checkPaths(paths: readonly string[]): void {
  const taken = new Set<string>()
  const folders = new Set<string>()
  for (const path of paths) {
    if (!isPlain(path)) throw new DeskError('DB-UPD-007', { path: path.slice(0, mostLetters) })
    // Windows takes letters of either case for the same.
    const name = path.toLowerCase()
    if (taken.has(name)) throw new DeskError('DB-UPD-007', { path })
    taken.add(name)
    for (const folder of foldersOf(name)) folders.add(folder)
  }
  for (const path of taken) if (folders.has(path)) throw new DeskError('DB-UPD-007', { path })
}

function isPlain(path: string): boolean {
  return path.length <= mostLetters && path.split('/').every(isPlainSegment)
}

function isPlainSegment(segment: string): boolean {
  // Windows drops a dot at the end of a name.
  return segmentPattern.test(segment) && !segment.endsWith('.') && !reserved.test(segment)
}

function foldersOf(path: string): readonly string[] {
  const segments = path.split('/')
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'))
}
