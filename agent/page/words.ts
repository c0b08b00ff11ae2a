/** The languages of the page. */
export type Language = 'vi' | 'en'

type Words = Readonly<Record<string, Readonly<Record<Language, string>>>>

const remembered = 'deskbridge.language'
let words: Words = {}
let language: Language = 'vi'

/** Gets the text table. Until then the page is empty of words. */
export async function loadWords(): Promise<void> {
  words = (await (await fetch('/words.json')).json()) as Words
}

/** The language in use. */
export function currentLanguage(): Language {
  return language
}

/** What the person chose here before, if anything. */
export function chosenLanguage(): Language | undefined {
  const chosen = localStorage.getItem(remembered)
  return chosen === 'vi' || chosen === 'en' ? chosen : undefined
}

/** Changes the language of everything that has `data-words`; the title is that of the key. */
export function useLanguage(next: Language, choice: 'chosen' | 'default', title: string): void {
  language = next
  if (choice === 'chosen') localStorage.setItem(remembered, next)
  document.documentElement.lang = next
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]')) {
    element.textContent = say(element.dataset.words ?? '')
  }
  document.title = `${say(title)} – deskbridge`
}

/** A sentence of the text table, filled. A key that is not there is shown as it is. */
export function say(key: string, args: Readonly<Record<string, string | number>> = {}): string {
  const template = words[key]?.[language] ?? key
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole))
}

/** What the site wrote, in the language in use where it has that. */
export function sayWords(words: { readonly vi: string; readonly en?: string }): string {
  return words[language] ?? words.vi
}

/** Whether the text table has a key. */
export function isWord(key: string): boolean {
  return key in words
}

/** A delay as a person reads it. */
export function sayDelay(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: ms < 10_000 ? 1 : 0 }).format(ms / 1_000)
  return `${seconds} s`
}
