import { type DeskError, type TextArgs, type TextKey, text } from '../../src/core/index.ts'
import type { Problem, Words } from '../../src/desk/index.ts'

/** A text in both languages. */
export function wordsOf(key: TextKey, args: TextArgs = {}): Words {
  return { vi: text(key, 'vi', args), en: text(key, 'en', args) }
}

/** An error as a page shows it. */
export function problemOf({ code, args }: Pick<DeskError, 'code' | 'args'>): Problem {
  const next = { vi: text(code, 'vi', args, 'next'), en: text(code, 'en', args, 'next') }
  return { code, sentence: wordsOf(code, args), next }
}
