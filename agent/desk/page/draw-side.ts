import type { CounterView, DeskView, Notice } from '../../../src/desk/index.ts'
import { byId, make, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { timeOfDay } from './times.ts'

const occasions = ['result', 'reception', 'supplement', 'refusal'] as const

/** What can be asked for beside the number. */
export interface SideActs {
  /** A dossier is taken back. */
  detach(code: string): void
  /** Somebody who waits nearby is called back. */
  recall(ticket: string): void
}

/** Draws what stands beside the number: who waits, the dossiers, the rating, the notices. */
export function drawSide(counter: CounterView, view: DeskView, { detach, recall }: SideActs): void {
  drawWaiting(counter.waiting)
  drawHeld(counter.held, recall)
  drawDossiers(counter, detach)
  drawRating(counter)
  drawNotices(view.notices, view.counters.length > 1)
}

function drawWaiting(waiting: CounterView['waiting']): void {
  setText(
    byId('waiting-none'),
    waiting ? (waiting.count === 0 ? say('page.waiting.none') : '') : say('page.waiting.unknown'),
  )
  byId('waiting-count').hidden = !waiting || waiting.count === 0
  setText(byId('waiting'), String(waiting?.count ?? ''))
  redraw(byId('waiting-next'), waiting?.next ?? [], (ticket) => make('li', '', ticket))
  const left = waiting?.numbersLeft ?? 0
  setText(byId('numbers-left'), left > 0 ? say('page.waiting.left', { count: left }) : '')
}

function drawHeld(held: CounterView['held'], recall: SideActs['recall']): void {
  byId('held-title').hidden = held.length === 0
  redraw(byId('held'), held, (ticket) => {
    const button = make('button', 'quiet', ticket)
    button.setAttribute('type', 'button')
    button.ariaLabel = say('page.held.recall', { ticket })
    button.title = button.ariaLabel
    button.addEventListener('click', () => recall(ticket))
    const item = make('li')
    item.append(button)
    return item
  })
}

function drawDossiers({ service }: CounterView, remove: SideActs['detach']): void {
  redraw(byId('dossiers'), service?.dossiers ?? [], (code) => {
    const item = make('li', '', code)
    const button = make('button', 'quiet', '✕')
    button.setAttribute('type', 'button')
    button.ariaLabel = say('page.dossiers.remove', { code })
    button.addEventListener('click', () => remove(code))
    item.append(button)
    return item
  })
  const words = !service ? 'page.dossiers.nobody' : service.dossiers.length === 0 ? 'page.dossiers.none' : undefined
  setText(byId('dossiers-none'), words ? say(words) : '')
  byId('dossier-form').hidden = !service
  byId('dossier-code').ariaLabel = say('page.dossiers.code')
  byId('dossier-code').setAttribute('placeholder', say('page.dossiers.code'))
}

function drawRating({ rating, service }: CounterView): void {
  const state = rating ? (rating.isTouched ? 'touched' : 'open') : service?.isRated ? 'rated' : 'none'
  byId('rating-state').dataset.rating = state
  setText(byId('rating-state'), say(`page.rating.${state}`))
  byId('rating-form').hidden = !service || service.isRated
  const choice = byId('occasion')
  if (choice.dataset.language === currentLanguage()) return
  choice.dataset.language = currentLanguage()
  const chosen = choice.querySelector<HTMLOptionElement>('option:checked')?.value
  const options = occasions.map(
    (one) => new Option(say(`page.occasion.${one}`), one, false, one === (chosen ?? 'result')),
  )
  choice.replaceChildren(...options)
}

function drawNotices(notices: readonly Notice[], isNamed: boolean): void {
  byId('notices-none').hidden = notices.length > 0
  byId('notices').hidden = notices.length === 0
  // It scrolls, so the keyboard must reach it.
  byId('notices').tabIndex = 0
  redraw(byId('notices'), notices.toReversed(), ({ at, tone, words, counter }) => {
    const item = make('li', tone)
    const who = isNamed ? `${say('page.counter', { counter })}: ` : ''
    item.append(
      make('time', '', timeOfDay(at)),
      make('b', '', say(`page.notice.${tone}`)),
      ` ${who}${words[currentLanguage()]}`,
    )
    return item
  })
}

/** Draws a list anew only where it changed, so that what is being clicked stays where it is. */
function redraw<T>(list: HTMLElement, items: readonly T[], draw: (item: T) => HTMLElement): void {
  const shown = JSON.stringify([items, currentLanguage()])
  if (list.dataset.shown === shown) return
  list.dataset.shown = shown
  list.replaceChildren(...items.map(draw))
}
