import type { Words } from '../../../src/desk/index.ts'
import { byId, make } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'

/** How much a toast matters. */
export type Tone = 'info' | 'warning' | 'error'

const shownFor: Readonly<Record<Tone, number>> = { info: 6_000, warning: 10_000, error: 15_000 }
const most = 3

/**
 * Says something for a few seconds. Screen readers are told, too; a click takes it away, and so does the next about the
 * same thing.
 */
export function toast(tone: Tone, words: Words, about = ''): void {
  const list = byId('toasts')
  if (about !== '') for (const old of list.querySelectorAll(`[data-about="${about}"]`)) old.remove()
  const item = make('p', `toast ${tone}`)
  item.dataset.about = about
  item.append(make('b', '', say(`page.notice.${tone}`)), ' ', words[currentLanguage()])
  item.addEventListener('click', () => item.remove())
  list.append(item)
  while (list.children.length > most) list.firstElementChild?.remove()
  setTimeout(() => item.remove(), shownFor[tone])
}
