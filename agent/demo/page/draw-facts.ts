import { byId, make } from '../../page/dom.ts'
import { say, sayDelay } from '../../page/words.ts'
import type { FactView } from '../view.ts'
import { factWords, sourceWords } from './fact-words.ts'

/** Facts that the page keeps; older ones are at the centre. */
const most = 100
/** Slower than this is worth a colour: it waited for the cable. */
const late = 1_000

/** Draws the list anew: at the start, and when the language changes. */
export function drawAllFacts(facts: readonly FactView[]): void {
  const rows = facts.slice(-most).map((fact) => row(fact, 'known'))
  byId('facts').replaceChildren(...rows.reverse())
  byId('no-facts').hidden = facts.length > 0
}

/** Puts new facts on top. */
export function addFacts(facts: readonly FactView[]): void {
  const list = byId('facts')
  for (const fact of facts) list.prepend(row(fact, 'new'))
  while (list.children.length > most) list.lastElementChild?.remove()
  if (facts.length > 0) byId('no-facts').hidden = true
}

function row(fact: FactView, age: 'known' | 'new'): HTMLElement {
  const item = make('li', age === 'new' ? 'fact new' : 'fact')
  item.dataset.kind = fact.type.split('.')[0]
  item.dataset.sequence = String(fact.sequence)
  item.dataset.type = fact.type
  const toCentre = delay('demo.facts.centre', fact.toCentre)
  if (fact.toCentre >= late) toCentre.classList.add('late')
  const what = make('span', 'what', factWords(fact))
  what.append(' ', make('small', '', sourceWords(fact.source)))
  item.append(make('span', 'number', String(fact.sequence)), what, delay('demo.facts.disk', fact.toDisk), toCentre)
  return item
}

function delay(key: string, ms: number): HTMLElement {
  const shown = make('span', 'delay', sayDelay(ms))
  shown.title = say(key)
  return shown
}
