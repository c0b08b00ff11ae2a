import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type CommandArgs, wipeWords } from '../../src/contract/index.ts'
import type { Clock } from '../../src/core/index.ts'
import { replaceFile } from '../../src/durable/index.ts'
import { fullName, IdentityFolder, isSignedByCentre, serialOf } from '../../src/identity/index.ts'
import type { Journal } from '../../src/journal/index.ts'

/** Says, through any power cut, that this data folder is to be emptied. */
const mark = 'wipe'

/** Why an order to forget everything is not carried out. */
export type WipeRefusal = 'not-enrolled' | 'other-certificate' | 'unknown-signature'

/**
 * Judges an order to forget everything, and begins with the keys: from then on the PC can never again be this desk, even
 * if its power is cut at once. What is in the journal goes when the agent has stopped, with {@link finishWipe}.
 */
export async function beginWipe(dataFolder: string, args: CommandArgs<'desk.wipe'>): Promise<WipeRefusal | undefined> {
  const folder = new IdentityFolder(dataFolder)
  const identity = folder.read()
  if (!identity) return 'not-enrolled'
  if (!isSignedByCentre(identity, wipeWords(fullName(identity), args), args)) return 'unknown-signature'
  if (!args.certificates.includes(serialOf(identity))) return 'other-certificate'
  replaceFile(join(dataFolder, mark), '')
  await folder.wipe()
  return undefined
}

/** Waits until the broker has all results, among them that of the wipe; not for long, since the keys are gone already. */
export async function untilTold(journal: Pick<Journal, 'results'>, clock: Clock): Promise<void> {
  for (let left = 50; left > 0; left--) {
    if ((await journal.results.waiting(1).catch(() => [])).length === 0) return
    await new Promise<void>((resolve) => void clock.after(100, resolve))
  }
}

/** Whether a wipe was begun and not finished. */
export function isWipePending(dataFolder: string): boolean {
  return existsSync(join(dataFolder, mark))
}

/** Empties a data folder; the mark goes last. Nothing may run on it. */
export async function finishWipe(dataFolder: string): Promise<void> {
  await new IdentityFolder(dataFolder).wipe()
  for (const name of await readdir(dataFolder)) {
    if (name !== mark) await rm(join(dataFolder, name), { recursive: true, force: true })
  }
  await rm(join(dataFolder, mark), { force: true })
}
