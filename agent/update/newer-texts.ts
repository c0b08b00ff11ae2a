import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Entry, type Log, misfittingTexts, takeNewerTexts } from '../../src/core/index.ts'
import { launcherVariables } from '../launcher/line.ts'
import { textsFile } from './check-data.ts'

/** Uses the words that the launcher names, less those that do not fit this version of the program. */
export function useNewerTexts(environment: NodeJS.ProcessEnv, log: Log): void {
  const file = environment[launcherVariables.texts]
  if (file === undefined) return
  try {
    takeFitting(readFileSync(file, 'utf8'))
  } catch (error) {
    // Its own words are better than no program.
    log.warn('the newer texts cannot be read', { reason: (error as Error).message })
  }
}

/** Uses the words of a folder from now on, or the program's own. Pages that are open show them when they are loaded again. */
export function takeTextsOf(folder: string | undefined): void {
  if (folder === undefined) takeNewerTexts({})
  else takeFitting(readFileSync(join(folder, textsFile), 'utf8'))
}

function takeFitting(text: string): void {
  const entries = JSON.parse(text) as Readonly<Record<string, Entry>>
  const misfits = new Set(misfittingTexts(entries))
  takeNewerTexts(Object.fromEntries(Object.entries(entries).filter(([key]) => !misfits.has(key))))
}
