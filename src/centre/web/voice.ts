import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../core/index.ts'
import { syllables } from './page/syllables.ts'

/** Recorded syllables by name. */
export type Voice = ReadonlyMap<string, Uint8Array>

const largestSyllable = 1024 * 1024

/**
 * Reads the syllables of a folder: `xin.wav`, `0.wav`, `a.wav`, … Other files are not served. A display speaks only when all
 * of them are there: a call with a hole in it is worse than none.
 */
export function readVoice(folder: string | undefined, log: Log): Voice {
  const voice = new Map<string, Uint8Array>()
  if (folder === undefined) return voice
  for (const name of Object.keys(syllables)) {
    const path = join(folder, `${name}.wav`)
    try {
      if (statSync(path).size <= largestSyllable) voice.set(name, readFileSync(path))
    } catch {
      // A missing one is told below, all of them in one line.
    }
  }
  const missing = Object.keys(syllables).filter((name) => !voice.has(name))
  if (missing.length > 0)
    log.warn('recorded syllables are missing', { count: missing.length, reason: missing.join(' ') })
  return voice
}
