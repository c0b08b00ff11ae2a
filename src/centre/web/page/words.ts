/** The languages of the pages. */
export type Language = 'vi' | 'en'

type Words = Readonly<Record<string, string>>

const tables = new Map<Language, Words>()
let language: Language = document.documentElement.lang === 'en' ? 'en' : 'vi'

/** Gets the words of the page's language. */
export async function loadWords(): Promise<void> {
  await load(language)
}

/** The language in use. */
export function currentLanguage(): Language {
  return language
}

/** Changes the language of everything that has `data-words`. What a page drew itself it draws again. */
export async function useLanguage(next: Language): Promise<void> {
  await load(next)
  language = next
  document.documentElement.lang = next
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]')) {
    element.textContent = say(element.dataset.words ?? '')
  }
}

/** A sentence of the text table, filled. A key that is not there is shown as it is. */
export function say(key: string, args: Readonly<Record<string, string | number>> = {}): string {
  const template = tables.get(language)?.[key] ?? key
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole))
}

/** What the site wrote, in the language in use where it has that. */
export function sayWords(words: { readonly vi: string; readonly en?: string }): string {
  return words[language] ?? words.vi
}

const clockFace = new Intl.DateTimeFormat('vi-VN', {
  ...{ timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
})

/** 08:03, in Viet Nam. */
export function sayTime(wall: number): string {
  return clockFace.format(wall)
}

const dayAndClock = new Intl.DateTimeFormat('vi-VN', {
  ...{ timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' },
  hourCycle: 'h23',
})
const dayOnly = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' })

/** 08:03 for a time of today, with its day before that. */
export function sayMoment(wall: number): string {
  return dayOnly.format(wall) === dayOnly.format(Date.now()) ? sayTime(wall) : dayAndClock.format(wall)
}

async function load(wanted: Language): Promise<void> {
  if (tables.has(wanted)) return
  tables.set(wanted, (await (await fetch(`/words.${wanted}.json`)).json()) as Words)
}
