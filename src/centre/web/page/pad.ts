import { allFaces, byId, drawFace, inputById, openRatingScreen, setText } from '../../../page-kit/index.ts'
import type { PadView } from '../views/pad.ts'
import { get, post, Refusal } from './ask.ts'
import { follow } from './follow.ts'
import { currentLanguage, loadWords, say, sayWords, useLanguage } from './words.ts'

const place = location.pathname.split('/').slice(2, 4).join('/')
const usual = currentLanguage()
let view: PadView | undefined

await loadWords()
const screen = openRatingScreen({
  ...{ say, sayWords, language: currentLanguage },
  send: (press) => post('/v1/rate', { place, ...press }),
})
// All of them, and pale: nobody shall be led to one of them.
byId('idle-faces').append(...allFaces.map(drawFace))
byId('language').addEventListener('click', () => speak(currentLanguage() === 'vi' ? 'en' : 'vi'))
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
      draw()
      if (!next.rating && currentLanguage() !== usual) void speak(usual)
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

function draw(): void {
  if (!view) return
  setText(byId('centre'), sayWords(view.title))
  setText(byId('counter'), `${say('web.counter')} ${view.label}`)
  byId('desk-away').hidden = view.online
  byId('idle-more').hidden = !view.online
  showOnly(view.rating ? 'asking' : 'idle')
  screen.show(view.rating)
}

function showOnly(part: 'idle' | 'asking' | 'pair'): void {
  document.body.dataset.at = part
  for (const id of ['idle', 'asking', 'pair']) byId(id).hidden = id !== part
}
