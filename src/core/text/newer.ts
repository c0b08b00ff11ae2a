import type { Entry } from './entry.ts'

/** Words that came after the program: some of its texts, better said. Everything that reads a text looks here first. */
const newer = new Map<string, Entry>()

/** The newer words for a key, if there are any. */
export function newerText(key: string): Entry | undefined {
  return newer.get(key)
}

/** Uses other words from now on, in place of those that were given before. */
export function takeNewerTexts(entries: Readonly<Record<string, Entry>>): void {
  newer.clear()
  for (const [key, entry] of Object.entries(entries)) newer.set(key, entry)
}

/** The keys of what is no text for `known`: unknown, incomplete, or with other blanks. */
export function misfits(value: unknown, known: Readonly<Record<string, Entry>>): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['?']
  return Object.entries(value)
    .filter(([key, entry]) => !Object.hasOwn(known, key) || !fits(entry, known[key]))
    .map(([key]) => key)
}

const longest = 2_000

function fits(entry: unknown, known: Entry | undefined): boolean {
  if (!known || !isPair(entry)) return false
  const { next } = entry as Partial<Entry>
  if ((next === undefined) !== (known.next === undefined) || (next && !isPair(next))) return false
  return (['vi', 'en'] as const).every((language) => blanks(entry[language]) === blanks(known[language]))
}

function isPair(value: unknown): value is { readonly vi: string; readonly en: string } {
  if (typeof value !== 'object' || value === null) return false
  const { vi, en } = value as { vi?: unknown; en?: unknown }
  return [vi, en].every((words) => typeof words === 'string' && words.length > 0 && words.length <= longest)
}

function blanks(words: string): string {
  return [...new Set(words.match(/\{\w+\}/g) ?? [])].sort().join()
}
