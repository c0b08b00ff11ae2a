import { byId, make, makeButton } from '../../../page-kit/index.ts'
import { say, sayTime } from './words.ts'

/** A conflict with the numbers of its counters. */
export interface ShownConflict {
  readonly id: number
  readonly ticket: string
  readonly labels: readonly string[]
  readonly at: readonly number[]
  readonly settled: { readonly at: number; readonly words: string } | null
}

/** Conflicts that people settled are shown for a while; the report has no place for them. */
const mostSettled = 5

/** The tickets that two counters had. What was written into a field stays there while others come. */
export function drawConflicts(
  all: readonly ShownConflict[],
  settle: (conflict: number, words: string) => Promise<void>,
): void {
  const list = byId('conflicts')
  const open = all.filter(({ settled }) => settled === null)
  const settled = all.filter((one) => one.settled !== null).slice(-mostSettled)
  const kept = new Map([...list.querySelectorAll('input')].map((input) => [input.id, input.value]))
  byId('no-conflicts').hidden = open.length > 0
  list.replaceChildren(...open.map((one) => openItem(one, kept, settle)), ...settled.map(settledItem))
}

function openItem(
  conflict: ShownConflict,
  kept: ReadonlyMap<string, string>,
  settle: (conflict: number, words: string) => Promise<void>,
): HTMLElement {
  const item = make('li', 'open', wordsOf(conflict))
  const form = make('form')
  form.noValidate = true
  const id = `settle-${conflict.id}`
  const label = make('label', '', say('web.office.settle.words'))
  label.htmlFor = id
  const input = make('input')
  input.id = id
  input.maxLength = 200
  input.value = kept.get(id) ?? ''
  const button = makeButton('go small', say('web.office.settle'), () => form.requestSubmit())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const words = input.value.trim()
    if (words) void settle(conflict.id, words)
    else input.focus()
  })
  form.append(label, input, button)
  item.append(form)
  return item
}

function settledItem(conflict: ShownConflict): HTMLElement {
  const item = make('li', '', wordsOf(conflict))
  item.append(make('small', 'good', say('web.office.settled', { words: conflict.settled?.words ?? '' })))
  return item
}

function wordsOf({ ticket, labels, at }: ShownConflict): string {
  const [first = '', second = ''] = labels
  const [firstAt = 0, secondAt = 0] = at
  return say('web.office.conflict', { ticket, first, second, firstAt: sayTime(firstAt), secondAt: sayTime(secondAt) })
}
