import type { DeskView } from '../../../src/desk/index.ts'
import { byId, make } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { ask, type Post } from './ask.ts'
import { toast } from './toast.ts'

type Device = DeskView['devices'][number]
type Offer = DeskView['offers'][number]

/** Draws each device with its state and what to do, and what could be taken into use. */
export function drawDevices(view: DeskView, counter: string, post: Post): void {
  byId('devices-none').hidden = view.devices.length > 0
  byId('offers').hidden = view.offers.length === 0
  redraw('devices', view.devices, (device) => deviceItem(device, post))
  redraw('offer-list', view.offers, (offer) => offerItem(offer, counter, post), counter)
}

function redraw<T>(id: string, items: readonly T[], draw: (item: T) => HTMLElement, besides = ''): void {
  const list = byId(id)
  const shown = JSON.stringify([items, currentLanguage(), besides])
  if (list.dataset.shown === shown) return
  list.dataset.shown = shown
  list.replaceChildren(...items.map(draw))
}

function deviceItem(
  { name, words: title, counter, state, problem, isAdopted, tests }: Device,
  post: Post,
): HTMLElement {
  const item = make('li', 'card device')
  item.dataset.state = state
  item.dataset.device = name
  const head = make('p', 'device-head')
  head.append(make('b', '', title[currentLanguage()]), make('span', 'state', say(`device.state.${state}`)))
  item.append(head, make('p', 'hint', `${say('page.counter', { counter })} · ${name}`))
  if (problem) {
    const words = make('p', 'trouble')
    const language = currentLanguage()
    words.append(
      `${problem.sentence[language]}. `,
      make('b', '', `${say('page.devices.do')} `),
      problem.next[language],
      ' ',
      make('code', '', problem.code),
    )
    item.append(words)
  }
  const keys = make('p', 'buttons')
  if (state === 'ready') for (const test of tests) keys.append(testButton(name, test, post))
  if (isAdopted) keys.append(button(say('page.devices.release'), () => void ask(post, 'release', { name })))
  if (keys.children.length > 0) item.append(keys)
  return item
}

function testButton(name: string, test: Device['tests'][number], post: Post): HTMLElement {
  return button(say(`page.devices.test.${test}`), async () => {
    if (!(await ask(post, 'device-test', { name, test }))) return
    const words = say(test === 'beep' ? 'page.devices.sounding' : 'page.devices.testing')
    toast('info', { vi: words, en: words })
  })
}

function offerItem({ path, words }: Offer, counter: string, post: Post): HTMLElement {
  const item = make('li', 'card device')
  item.append(make('b', '', words[currentLanguage()]), make('p', 'hint', path))
  const keys = make('p', 'buttons')
  keys.append(button(say('page.adopt'), () => void ask(post, 'adopt', { path, counter })))
  item.append(keys)
  return item
}

function button(words: string, clicked: () => void): HTMLElement {
  const made = make('button', 'quiet', words)
  made.setAttribute('type', 'button')
  made.addEventListener('click', clicked)
  return made
}
