import type { PadRating, PadView } from '../views/pad.ts'
import { get, post, Refusal } from './ask.ts'
import { byId, inputById, makeButton, redraw, setText } from './dom.ts'
import { allFaces, drawFace } from './faces.ts'
import { follow } from './follow.ts'
import { idlePad, type PadInput, questionOf, stepPad } from './pad-state.ts'
import { currentLanguage, loadWords, say, sayWords, useLanguage } from './words.ts'

/** How long the mark of a press is to be seen before the next question comes. */
const markFor = 700

const place = location.pathname.split('/').slice(2, 4).join('/')
const usual = currentLanguage()
let view: PadView | undefined
let state = idlePad
/** Presses go out one after the other, so that the last one is the last one there, too. */
let sending: Promise<void> = Promise.resolve()

await loadWords()
// All of them, and pale: nobody shall be led to one of them.
byId('idle-faces').append(...allFaces.map(drawFace))
byId('language').addEventListener('click', () => speak(currentLanguage() === 'vi' ? 'en' : 'vi'))
byId('back').addEventListener('click', () => happen({ kind: 'back' }))
byId('skip').addEventListener('click', () => happen({ kind: 'skip' }))
byId('pair').addEventListener('submit', (event) => {
  event.preventDefault()
  void pair()
})
if (await isPaired()) start()

function start(): void {
  byId('pair').hidden = true
  follow<PadView>(`/v1/pad?place=${encodeURIComponent(place)}`, {
    view(next) {
      view = next
      const { rating } = next
      if (rating) happen({ kind: 'armed', service: rating.service, questions: rating.questions.length })
      else {
        happen({ kind: 'disarmed' })
        if (currentLanguage() !== usual) void speak(usual)
      }
    },
    connected(connected) {
      byId('lost').hidden = connected
      document.body.classList.toggle('stale', !connected)
    },
    mayFollow: isPaired,
  })
}

/** Asks for the code where this screen is not paired. A centre that cannot be reached says nothing about that. */
async function isPaired(): Promise<boolean> {
  try {
    const { paired, label } = await get<{ readonly paired: boolean; readonly label: string }>(
      `/v1/paired?place=${encodeURIComponent(place)}`,
    )
    setText(byId('pair-title'), say('web.pad.bind', { counter: label }))
    if (!paired) showOnly('pair')
    return paired
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'DB-WEB-017') return true
    showOnly('pair')
    setText(byId('pair-title'), error.message)
    setText(byId('pair-problem'), error.next)
    return false
  }
}

async function pair(): Promise<void> {
  const code = inputById('code')
  try {
    await post('/v1/pair', { place, code: code.value.replace(/\D/g, '') })
    setText(byId('pair-problem'), '')
    start()
  } catch (error) {
    setText(
      byId('pair-problem'),
      error instanceof Refusal && error.message ? `${error.message}. ${error.next}` : say('web.lost'),
    )
    code.select()
  }
}

async function speak(language: 'vi' | 'en'): Promise<void> {
  await useLanguage(language)
  draw()
}

function happen(input: PadInput): void {
  state = stepPad(state, input)
  draw()
}

function press(level: number): void {
  const rating = view?.rating
  if (!rating) return
  const question = rating.questions[questionOf(state)]?.id
  happen({ kind: 'pressed', level })
  const { presses } = state
  const body = { place, service: rating.service, level, ...(question ? { question } : {}) }
  sending = sending.then(() => send(body, presses))
}

async function send(body: unknown, press: number): Promise<void> {
  try {
    await post('/v1/rate', body)
    happen({ kind: 'recorded', press })
    setTimeout(() => {
      if (state.presses === press) happen({ kind: 'onward' })
    }, markFor)
  } catch {
    happen({ kind: 'failed', press })
  }
}

function draw(): void {
  if (!view) return
  setText(byId('centre'), sayWords(view.title))
  setText(byId('counter'), `${say('web.counter')} ${view.label}`)
  byId('desk-away').hidden = view.online
  byId('idle-more').hidden = !view.online
  const { rating } = view
  showOnly(rating ? 'asking' : 'idle')
  if (rating) drawAsking(rating)
}

function drawAsking({ questions, levels, occasion }: PadRating): void {
  const asked = questions[questionOf(state)]
  const isOver = state.step >= questions.length
  document.body.dataset.at = isOver ? 'thanks' : 'asking'
  setText(byId('occasion'), occasion ? say(`web.pad.occasion.${occasion}`) : '')
  const question = asked?.words ? sayWords(asked.words) : say('web.pad.question')
  setText(byId('question'), isOver ? say('web.pad.thanks') : question)
  setText(byId('news'), newsOf(isOver))
  byId('news').dataset.state = state.sending
  for (const id of ['back', 'step', 'skip']) byId(id).hidden = state.step === 0 || isOver
  setText(byId('step'), say('web.pad.step', { number: state.step + 1, count: questions.length }))
  const marked = state.answers[questionOf(state)] ?? null
  redraw(byId('levels'), [levels, currentLanguage()], () => levels.map(levelButton))
  byId('levels')
    .querySelectorAll('button')
    .forEach((button, index) => {
      button.ariaPressed = String(marked === index + 1)
    })
}

function levelButton({ label, face }: PadRating['levels'][number], index: number): HTMLElement {
  const button = makeButton('level', '', () => press(index + 1))
  button.dataset.level = String(index + 1)
  button.append(drawFace(face), document.createElement('b'))
  setText(button.children[1] ?? button, label ? sayWords(label) : say('web.pad.level', { level: index + 1 }))
  return button
}

function newsOf(isOver: boolean): string {
  switch (state.sending) {
    case 'under-way':
      return say('web.pad.sending')
    case 'recorded':
      return `✓ ${say('web.pad.recorded')}`
    case 'failed':
      return say('web.pad.failed')
    case 'nothing':
      return isOver ? say('web.pad.change') : ''
  }
}

function showOnly(part: 'idle' | 'asking' | 'pair'): void {
  document.body.dataset.at = part
  for (const id of ['idle', 'asking', 'pair']) byId(id).hidden = id !== part
}
