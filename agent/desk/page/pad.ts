import type { RatingSet } from '../../../src/contract/index.ts'
import { connectDesk } from '../../../src/desk/client/index.ts'
import type { CounterView, DeskEvent, DeskView } from '../../../src/desk/index.ts'
import { type AskedRating, byId, makeButton, openRatingScreen, redraw, setText } from '../../../src/page-kit/index.ts'
import { currentLanguage, loadWords, say, sayWords, useLanguage } from '../../page/words.ts'
import { after } from './desk-state.ts'

/** The language of the place. A citizen may choose the other one; the next citizen is somebody else. */
const usual = document.documentElement.lang === 'en' ? 'en' : 'vi'

let view: DeskView | undefined
let set: RatingSet | undefined

await loadWords()
const screen = openRatingScreen({
  ...{ say, sayWords, language: currentLanguage },
  send: (press) => desk.post('rate', { counter: counterNow()?.id, ...press }),
})
speak(usual)
const desk = connectDesk<DeskView, DeskEvent>({
  state(next) {
    view = next
    void learnSet()
  },
  event(event) {
    if (!view) return
    const before = counterNow()?.rating
    view = after(view, event)
    const now = counterNow()?.rating
    if (before && !now && currentLanguage() !== usual) speak(usual)
    // The centre may have sent another set since the last citizen.
    else if (now && !before) void learnSet()
    else draw()
  },
  connected(connected) {
    byId('page-lost').hidden = connected
    document.body.classList.toggle('stale', !connected)
  },
})
byId('language').addEventListener('click', () => speak(currentLanguage() === 'vi' ? 'en' : 'vi'))

async function learnSet(): Promise<void> {
  const counter = counterNow()?.id
  if (counter !== undefined) set = (await desk.post('pad-set', { counter }).catch(() => set)) as RatingSet | undefined
  draw()
}

/** The counter in the address, or the only one. */
function counterNow(): CounterView | undefined {
  const named = new URLSearchParams(location.hash.slice(1)).get('quay')
  return view?.counters.find(({ id }) => id === named) ?? (view?.counters.length === 1 ? view.counters[0] : undefined)
}

function draw(): void {
  if (!view) return
  const counter = counterNow()
  if (counter) drawCounter(counter)
  else drawWhich(view)
}

function drawCounter(counter: CounterView): void {
  const { rating, ticket } = counter
  setText(byId('counter'), say('page.pad.idle.hint', { counter: counter.id }))
  setText(byId('greeting'), say(ticket ? 'page.pad.serving' : 'page.pad.idle'))
  setText(byId('says'), ticket ?? counter.id)
  const asked = rating && set ? askedRating(rating, set) : null
  showOnly(asked ? 'asking' : 'idle')
  screen.show(asked)
}

function askedRating({ service, occasion }: NonNullable<CounterView['rating']>, of: RatingSet): AskedRating {
  const more = (of.more ?? []).map(({ id, question }) => ({ id, words: question }))
  return {
    service,
    ...(occasion ? { occasion } : {}),
    questions: [{ id: null, words: of.question }, ...more],
    levels: of.levels.map(({ label, face }) => ({ label, face: face ?? null })),
  }
}

function drawWhich({ counters }: DeskView): void {
  showOnly('which')
  redraw(
    byId('counters'),
    counters.map(({ id }) => id),
    () => counters.map(({ id }) => makeButton('', id, () => choose(id))),
  )
}

function choose(counter: string): void {
  location.hash = `quay=${counter}`
  void learnSet()
}

function showOnly(part: 'which' | 'idle' | 'asking'): void {
  document.body.dataset.at = part
  for (const id of ['which', 'idle', 'asking']) byId(id).hidden = id !== part
}

function speak(language: 'vi' | 'en'): void {
  useLanguage(language, 'default', 'page.pad.title')
  draw()
}
