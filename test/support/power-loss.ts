import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Environment, preloadLibrary } from '../power/library.ts'
import { Content, type Survival } from './power-loss/content.ts'
import { readSteps, type Step } from './power-loss/log.ts'
import { Names } from './power-loss/names.ts'

export { type Environment, together } from '../power/library.ts'
export type { Survival } from './power-loss/content.ts'

/** What a power loss did. The counts are of changes within blocks of 4 KiB. */
export interface Loss {
  readonly lost: number
  readonly survived: number
  readonly torn: boolean
  /** Names that were never made durable, as "created …", "renamed …". */
  readonly undone: readonly string[]
}

/**
 * What a child process needs in its environment so that {@link losePower} knows what it did in `folder`. What is there
 * at this moment counts as durable. The notes lie beside the folder.
 */
export function powerLossEnvironment(folder: string): Environment {
  mkdirSync(folder, { recursive: true })
  const watched = realpathSync(folder)
  const notes = notesOf(watched)
  rmSync(notes, { recursive: true, force: true })
  mkdirSync(notes)
  return { LD_PRELOAD: preloadLibrary('power-loss'), POWER_LOSS_FOLDER: watched, POWER_LOSS_LOG: notes }
}

/**
 * Makes the files of a killed process what a disk has after a power cut: what no fsync covered is gone, or survives by
 * chance, block by block, out of order, one of them torn. Names without an fsync of their folder go too.
 * @throws when the files are not what the notes say: then something wrote past them, and the test proves nothing.
 */
export function losePower(folder: string, survival: Survival): Loss {
  const watched = realpathSync(folder)
  const notes = notesOf(watched)
  const steps = readSteps(readFileSync(join(notes, 'log')))
  const { contents, names } = replay(steps)
  const files = filesByInode(watched, notes)
  const loss = { lost: 0, survived: 0, torn: false }
  for (const [inode, content] of contents) {
    const file = files.get(inode)
    if (file === undefined) throw new Error('a file was removed past the power-loss library')
    checkAgainst(file, content.live, steps.at(-1))
    const remains = content.remains(survival)
    loss.lost += remains.lost
    loss.survived += remains.survived
    loss.torn ||= remains.torn
    writeFileSync(file, remains.content)
  }
  const undone = names.undo(survival, notes)
  rmSync(notes, { recursive: true, force: true })
  return { ...loss, undone }
}

function notesOf(folder: string): string {
  return `${folder}.power-loss`
}

function replay(steps: readonly Step[]): { contents: Map<bigint, Content>; names: Names } {
  const contents = new Map<bigint, Content>()
  const names = new Names()
  for (const step of steps) {
    switch (step.kind) {
      case 'first-content':
        if (!contents.has(step.inode)) contents.set(step.inode, new Content(step.data))
        break
      case 'write':
      case 'size':
        contents.get(step.inode)?.apply(step)
        break
      case 'durable':
      case 'given-up': {
        const content = contents.get(step.inode)
        if (content) content.apply(step)
        else if (step.kind === 'durable') names.durable(step.path, step.before)
        break
      }
      case 'created':
        contents.set(step.inode, new Content(Buffer.alloc(0)))
        names.apply(step)
        break
      default:
        names.apply(step)
    }
  }
  return { contents, names }
}

/** Also those that lost their name. What a database maps into memory is no file after a power cut. */
function filesByInode(folder: string, graves: string): Map<bigint, string> {
  const files = new Map<bigint, string>()
  for (const place of [graves, folder]) {
    for (const entry of readdirSync(place, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile() && path.endsWith('-shm')) rmSync(path)
      else if (entry.isFile()) files.set(statSync(path, { bigint: true }).ino, path)
    }
  }
  return files
}

function checkAgainst(file: string, live: Buffer, last: Step | undefined): void {
  const found = readFileSync(file)
  if (found.equals(live)) return
  // The kill may have come between the note of the last write and the write itself.
  if (last?.kind === 'write' && last.inode === statSync(file, { bigint: true }).ino) {
    const known = Math.min(last.offset, found.length)
    if (found.subarray(0, known).equals(live.subarray(0, known))) return
  }
  throw new Error(
    `${file} was changed past the power-loss library: it has ${found.length} bytes, ${live.length} are known`,
  )
}
