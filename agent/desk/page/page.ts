import { connectDesk } from '../../../src/desk/client/index.ts'
import type { CounterView, DeskEvent, DeskView } from '../../../src/desk/index.ts'
import { byId, fieldById, make, setText } from '../../page/dom.ts'
import { chosenLanguage, currentLanguage, loadWords, say, useLanguage } from '../../page/words.ts'
import { showAbout } from './about.ts'
import { ask, type Post } from './ask.ts'
import { type PanelKey, shortcutOf, shortcuts } from './call-keys.ts'
import { laySelfTest } from './check.ts'
import { layChoose } from './choose.ts'
import { CitizenCardPanel } from './citizen-card.ts'
import { after, chooseCounter, chosenCounter } from './desk-state.ts'
import { drawDevices } from './devices.ts'
import { drawCounter, layKeys, whyNot } from './draw-counter.ts'
import { drawFrame, drawTabs } from './draw-frame.ts'
import { drawSide } from './draw-side.ts'
import { isOutdated } from './fresh.ts'
import { layLate } from './late.ts'
import { layLearning } from './learning.ts'
import { showPairings } from './pairings.ts'
import { press } from './press.ts'
import { SignIn } from './sign-in.ts'
import { laySupport } from './support.ts'
import { toast } from './toast.ts'
import { leadToFirstRun } from './unenrolled.ts'
import { followViews, showView, viewNow } from './views.ts'

/** Minutes that pass are drawn again. */
const drawEvery = 15_000
let view: DeskView | undefined

const wordsLoaded = loadWords()
const post: Post = (action, body) => desk.post(action, body)
layKeys((key) => pressed(key))
layChoose()
const signIn = new SignIn(post)
const selfTest = laySelfTest(post)
const citizen = new CitizenCardPanel(post)
const learning = layLearning(post, () => counterNow()?.id ?? '')
const late = layLate(post, () => counterNow()?.id ?? '')
laySupport(post)
layButtons()
layShortcuts()
followViews(() => {
  draw()
  visit()
})
setInterval(() => draw(), drawEvery)
// Somebody who comes back from sleep or another tab reads the time of now.
document.addEventListener('visibilitychange', () => draw())

await wordsLoaded
useLanguage(chosenLanguage() ?? 'vi', 'default', 'page.title')
const desk = connectDesk<DeskView, DeskEvent>({
  state(next) {
    if (isOutdated(next.desk.version)) return location.reload()
    useLanguage(chosenLanguage() ?? next.desk.language, 'default', 'page.title')
    const isFirst = view === undefined
    view = next
    draw()
    if (isFirst) visit()
    void citizen.load()
  },
  event(event) {
    if (!view) return
    view = after(view, event)
    if (event.kind === 'notice') tellNotice(event.notice)
    draw()
  },
  connected(connected) {
    byId('page-lost').hidden = connected
    document.body.classList.toggle('alone', !connected)
  },
})

function counterNow(): CounterView | undefined {
  return view && chosenCounter(view)
}

function draw(): void {
  const counter = counterNow()
  if (!view || !counter) return
  document.title = `${counter.ticket ?? '–'} · ${say('page.counter', { counter: counter.id })}`
  setText(byId('counter-title'), say('page.counter', { counter: counter.id }))
  setText(byId('locked-title'), say('page.lock.title', { counter: counter.id }))
  showView(viewNow(), counter.isLocked)
  leadToFirstRun(view)
  drawFrame(view)
  drawTabs(view.counters, counter.id, (id) => {
    chooseCounter(id)
    draw()
  })
  drawCounter(counter)
  drawSide(counter, view, {
    detach: (code) => void ask(post, 'dossier', { counter: counter.id, code, act: 'detach' }),
    recall: (ticket) => void ask(post, 'call', { counter: counter.id, action: 'recall', ticket }),
  })
  citizen.draw(counter)
  drawDevices(view, counter.id, post)
  late.draw()
  signIn.look(view, counter)
  document.body.classList.add('drawn')
}

async function showForIt(): Promise<void> {
  await Promise.all([showAbout(post), showPairings(post)])
}

/** What a view needs beside the state. */
function visit(): void {
  if (viewNow() === 'check') void selfTest.run()
  if (viewNow() === 'about') void showForIt()
}

function pressed(key: PanelKey): void {
  const counter = counterNow()
  if (!counter || counter.isLocked) return
  const why = whyNot(counter, key)
  if (why !== undefined) toast('warning', { vi: why, en: why })
  else press(key, counter, (more) => void ask(post, 'call', { counter: counter.id, action: key, ...more }))
}

function rate(): void {
  const counter = counterNow()
  if (!counter?.service || counter.isLocked) return
  void ask(post, 'rating-open', { counter: counter.id, occasion: fieldById('occasion').value })
}

function lock(): void {
  const counter = counterNow()
  if (counter?.officer) void ask(post, 'lock', { counter: counter.id })
}

function signOut(): void {
  const counter = counterNow()
  if (!counter) return
  if (counter.service) signIn.open('sign-out')
  else void ask(post, 'sign-out', { counter: counter.id })
}

function layButtons(): void {
  const onClick = (id: string, act: () => void) => byId(id).addEventListener('click', act)
  onClick('language', () => {
    useLanguage(currentLanguage() === 'vi' ? 'en' : 'vi', 'chosen', 'page.title')
    learning.draw()
    selfTest.draw()
    draw()
    if (viewNow() === 'about') void showForIt()
  })
  onClick('sign-in', () => signIn.open('sign-in'))
  onClick('unlock', () => signIn.open('sign-in'))
  onClick('sign-out', signOut)
  onClick('lock', lock)
  onClick('about-again', () => void showForIt())
  onClick('shortcuts-open', showShortcuts)
  onClick('shortcuts-close', () => (byId('shortcuts') as HTMLDialogElement).close())
  byId('rating-form').addEventListener('submit', (event) => {
    event.preventDefault()
    rate()
  })
  byId('dossier-form').addEventListener('submit', async (event) => {
    event.preventDefault()
    const [counter, field] = [counterNow(), fieldById('dossier-code')]
    const code = field.value.trim()
    if (counter && code && (await ask(post, 'dossier', { counter: counter.id, code, act: 'attach' }))) field.value = ''
  })
}

function layShortcuts(): void {
  addEventListener('keydown', (event) => {
    const name = shortcutOf(event)
    if (!name) return
    event.preventDefault()
    if (name === 'help') return showShortcuts()
    if (viewNow() !== 'counter') return
    if (name === 'rate') return rate()
    if (name === 'lock') return lock()
    pressed(name)
  })
}

function showShortcuts(): void {
  const words = { help: 'page.shortcuts', rate: 'page.rating.go', lock: 'page.officer.lock' } as const
  byId('shortcut-list').replaceChildren(
    ...Object.entries(shortcuts).flatMap(([name, key]) => {
      const title = name in words ? words[name as keyof typeof words] : `page.key.${name}`
      const term = make('dt')
      term.append(make('kbd', '', key))
      return [term, make('dd', '', say(title))]
    }),
  )
  ;(byId('shortcuts') as HTMLDialogElement).showModal()
}

function tellNotice({ tone, words, counter, about }: DeskView['notices'][number]): void {
  const name = (view?.counters.length ?? 0) > 1 ? `${say('page.counter', { counter })}: ` : ''
  const subject = about === undefined ? '' : `${about} ${counter}`
  toast(tone, { vi: `${name}${words.vi}`, en: `${name}${words.en}` }, subject)
}
