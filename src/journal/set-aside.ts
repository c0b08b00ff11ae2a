import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, DeskError } from '../core/index.ts'
import { syncFolder } from '../durable/index.ts'
import { journalFile, keptLogFile, logFile } from './files.ts'

/** Within the data folder: one folder of damaged files per repair, named by its UTC time. */
export const damagedFolder = 'damaged'

/** The newest set-aside journal always stays; older ones stay while there are no more than this many in all … */
const mostKept = 5
/** … and together they are no larger than this. */
const mostBytes = 2 * 1024 ** 3

/** The files of a journal, the main one last: as long as it is in its place nothing has been decided. */
const files = [keptLogFile, logFile, `${journalFile}-shm`, `${journalFile}-journal`, journalFile]

/** A name for the folder of a journal that is set aside now. */
export function nameAside(folder: string, clock: Clock): string {
  const time = new Date(clock.wall()).toISOString().replace(/[-:]|\.\d+/g, '')
  for (let again = 1; ; again++) {
    const name = join(damagedFolder, again === 1 ? time : `${time}-${again}`)
    if (!existsSync(join(folder, name))) return name
  }
}

/**
 * Moves all files of a journal that are still in their place into a folder within the data folder. Nothing is copied or
 * changed, so it needs neither room nor the right to read them.
 * @throws DeskError DB-JRN-011 one cannot be moved.
 */
export async function setAside(folder: string, aside: string): Promise<void> {
  for (const file of files) {
    const path = join(folder, file)
    try {
      // The folder is there also when nothing is left to move: it reminds people until they remove it.
      mkdirSync(join(folder, aside), { recursive: true, mode: 0o700 })
      if (existsSync(path)) renameSync(path, join(folder, aside, file))
    } catch (error) {
      const reason = (error as Error).message
      throw new DeskError('DB-JRN-011', { file: path, folder: aside, reason }, { cause: error })
    }
  }
  // All three: a power cut must not undo a half of it.
  for (const changed of [join(folder, aside), join(folder, damagedFolder), folder]) await syncFolder(changed)
}

/** The folders of journals that were set aside, the oldest first. */
export function asides(folder: string): string[] {
  try {
    return readdirSync(join(folder, damagedFolder)).sort()
  } catch {
    return []
  }
}

/** Removes the oldest set-aside journals beyond what is kept of them. */
export function tidyAsides(folder: string): void {
  let [count, bytes] = [0, 0]
  for (const name of asides(folder).reverse()) {
    const path = join(folder, damagedFolder, name)
    count++
    bytes += sizeOf(path)
    if (count > 1 && (count > mostKept || bytes > mostBytes)) rmSync(path, { recursive: true, force: true })
  }
}

function sizeOf(path: string): number {
  try {
    const stat = statSync(path)
    return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : stat.size
  } catch {
    return 0
  }
}
