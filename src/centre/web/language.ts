import type { Language } from '../../core/index.ts'

/** Pages that a person opens on a device of their own: there the browser's language is the person's. */
const personal = /^\/(quan-ly|ve\/|bao-cao\.csv)/

/**
 * The language of a page: what the address says, else Vietnamese. What a browser prefers counts only on pages that people
 * open on their own devices: the browser of a kiosk or a wall display is often an English one, and nobody chose that.
 */
export function languageOf(path: string, query: URLSearchParams, accepted: string | undefined): Language {
  const asked = query.get('lang')
  if (asked === 'vi' || asked === 'en') return asked
  return personal.test(path) && prefersEnglish(accepted ?? '') ? 'en' : 'vi'
}

function prefersEnglish(accepted: string): boolean {
  return weightOf('en', accepted) > weightOf('vi', accepted)
}

function weightOf(language: Language, accepted: string): number {
  const weights = accepted
    .slice(0, 200)
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(';'))
    .filter(([name = '']) => name === language || name.startsWith(`${language}-`))
    .map(([, quality]) => Number(/^\s*q=([\d.]+)/.exec(quality ?? 'q=1')?.[1] ?? 0))
  return Math.max(0, ...weights)
}
