import { connectDesk } from '../../../src/desk/client/index.ts'
import type { WizardView } from '../../first-run/wizard-view.ts'
import { byId, fieldById, setText } from '../../page/dom.ts'
import { chosenLanguage, currentLanguage, loadWords, say, useLanguage } from '../../page/words.ts'
import { answered, type Post } from './ask.ts'
import { drawWizard, fillKnown, showRefusal } from './draw-first-run.ts'
import { enrolLater } from './unenrolled.ts'

/** How often the program is asked how far it is. */
const askEvery = 500
/** Somebody reads that it is done before the counter's page comes. */
const shownDone = 2_500
/** A fresh desk starts anew with what its centre has for it; a page that is being loaded then would stay half. */
const settled = 4_000
const title = 'page.first-run.title'
let view: WizardView | undefined
/** Who answers: the wizard alone, or a desk that has one. When the first becomes the second it is over here. */
let met: 'wizard' | 'desk' | undefined
let isOver = false
let opening: ReturnType<typeof setTimeout> | undefined

const post: Post = (action, body) => desk.post(action, body)

await loadWords()
useLanguage(chosenLanguage() ?? 'vi', 'default', title)
const desk = connectDesk<object, never>({
  state(state) {
    const now = 'link' in state ? 'desk' : 'wizard'
    isOver ||= met === 'wizard' && now === 'desk'
    met ??= now
  },
  event() {},
  connected(connected) {
    // The program changes from one page to the other at the end.
    byId('page-lost').hidden = connected || view?.state.kind === 'done'
    // As soon as the desk has stayed for a moment; one that goes and comes back begins it again.
    clearTimeout(opening)
    if (connected && isOver) opening = setTimeout(openCounter, settled)
  },
})
layForm()
void ask('first-run-find')
setInterval(() => void ask('first-run'), askEvery)

async function ask(action: string, body: object = {}): Promise<void> {
  const came = await answered(post, action, body)
  // Who does not answer is waited for above; who refuses was asked by the person.
  if (came.kind === 'refused') return action === 'first-run-enrol' ? showRefusal(came.why) : undefined
  const isFirst = view === undefined
  const before = view?.state.kind
  view = came.answer as WizardView
  if (isFirst) {
    useLanguage(chosenLanguage() ?? view.language, 'default', title)
    fillKnown(view.known)
  }
  drawWizard(view)
  if (before !== view.state.kind) entered(view.state.kind)
  document.body.classList.add('drawn')
}

/** The keyboard goes along with what is shown. */
function entered(kind: WizardView['state']['kind']): void {
  if (kind === 'working') byId('working-title').focus()
  if (kind === 'asking' && !byId('problem').hidden) fieldById('code').focus()
  if (kind !== 'done') return
  byId('done-title').focus()
  enrolLater()
  if (met === 'desk') setTimeout(openCounter, shownDone)
}

function openCounter(): void {
  location.replace('/')
}

function layForm(): void {
  byId('language').addEventListener('click', () => {
    useLanguage(currentLanguage() === 'vi' ? 'en' : 'vi', 'chosen', title)
    if (view) drawWizard(view)
  })
  byId('look').addEventListener('click', () => void ask('first-run-find'))
  byId('later-go').addEventListener('click', enrolLater)
  byId('asking').addEventListener('submit', (event) => {
    event.preventDefault()
    const typed = (id: string) => fieldById(id).value
    void ask('first-run-enrol', {
      server: typed('server'),
      desk: typed('desk'),
      counter: typed('counter'),
      code: typed('code'),
    })
  })
  layCounter()
  setText(byId('looking'), say('page.first-run.looking'))
}

/** The counter goes by the number of the desk until somebody types another. */
function layCounter(): void {
  let usual = ''
  byId('desk').addEventListener('input', () => {
    const counter = fieldById('counter')
    if (counter.value !== usual) return
    usual = String(Number(/(\d{1,6})$/.exec(fieldById('desk').value.trim())?.[1] ?? 1))
    counter.value = usual
  })
}
