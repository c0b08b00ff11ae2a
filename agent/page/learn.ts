import { DeskRefusal } from '../../src/desk/client/index.ts'
import type { LearningView, ProblemView } from '../learn/learning-view.ts'
import { byId, fieldById } from './dom.ts'
import { drawLearning } from './draw-learning.ts'
import { say } from './words.ts'

const speeds = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200]
/** What most call keypads have. */
const usualKeys = ['next', 'recall', 'begin', 'finish', 'skip']

const patienceMs = 1_000

/** The panel in which a device is learnt. */
export interface LearningPanel {
  show(learning: LearningView): void
  /** Draws it again, in another language. */
  draw(): void
}

/** What the panel needs of its page. */
export interface LearningPanelOptions {
  /** Asks the desk for something; rejects with a refusal. */
  post(action: string, body: unknown): Promise<unknown>
  /** Where what was learnt shall be used. */
  counter(): string
}

/** Lays the panel on the page. It is closed at first; closing it does not end a lesson. */
export function layLearningPanel({ post, counter }: LearningPanelOptions): LearningPanel {
  let learning: LearningView = { attached: [], lesson: { kind: 'none' } }
  let refused: ProblemView | undefined
  const draw = () => {
    fillFields()
    drawLearning(learning, refused)
  }
  const ask = async (action: string, body: unknown = {}) => {
    refused = await post(action, body).then(() => undefined, problemOf)
    draw()
  }
  layDialog()
  layForms((action, body) => void ask(action, body))
  onClick('learn-save', () => void ask('learn-save'))
  onClick('learn-use', () => void ask('learn-use', { counter: counter() }))
  onClick('learn-cancel', () => void ask('learn-cancel'))
  onClick('learn-export', () => exportProfile(learning))
  return {
    show(next) {
      learning = next
      draw()
    },
    draw,
  }
}

function layDialog(): void {
  const dialog = byId('learn') as HTMLDialogElement
  onClick('learn-open', () => dialog.showModal())
  onClick('learn-close', () => dialog.close())
  byId('learn-port').addEventListener('input', () => {
    ;(byId('learn-other') as HTMLInputElement).checked = true
  })
}

function layForms(ask: (action: string, body: unknown) => void): void {
  onSubmit('learn-start', () => {
    if (chosenPath() === '') fieldById('learn-port').focus()
    else ask('learn', wish())
  })
  onAnswer((words) => ask('learn-answer', { words }))
  onSubmit('learn-names', () => ask('learn-answer', { words: fieldById('learn-keys-named').value }))
  onClick('learn-word', () => {
    const button = byId('learn-word') as HTMLButtonElement
    // A double click must not answer the next question, too.
    button.disabled = true
    setTimeout(() => {
      button.disabled = false
    }, patienceMs)
    ask('learn-answer', { words: '' })
  })
}

/** A button that carries its answer. It is drawn anew for the next question, so a double click answers once. */
function onAnswer(answer: (words: string) => void): void {
  byId('learn').addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || target.dataset.answer === undefined) return
    target.disabled = true
    answer(target.dataset.answer)
  })
}

function onClick(id: string, act: () => void): void {
  byId(id).addEventListener('click', act)
}

function onSubmit(id: string, act: () => void): void {
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault()
    act()
  })
}

function wish() {
  const baud = fieldById('learn-baud').value
  const name = fieldById('learn-name').value.trim() || say('page.learn.name.usual')
  return { path: chosenPath(), name, ...(baud === '' ? {} : { baud: Number(baud) }) }
}

/** Of the device that is chosen, else the port that was typed. */
function chosenPath(): string {
  const chosen = document.querySelector<HTMLInputElement>('#learn input[name=device]:checked')?.value
  return chosen || fieldById('learn-port').value.trim()
}

/** What stands in the fields until somebody types something else. */
function fillFields(): void {
  fillUsual('learn-name', say('page.learn.name.usual'))
  fillUsual('learn-keys-named', usualKeys.map((key) => say(`learn.key.${key}`)).join(', '))
  const choice = fieldById('learn-baud')
  if (choice.children.length === 0)
    choice.append(...['', ...speeds].map((baud) => new Option(String(baud), String(baud))))
  const [first] = choice.children
  if (first) first.textContent = say('page.learn.baud.find')
}

function fillUsual(id: string, usual: string): void {
  const field = fieldById(id)
  if (field.value === (field.dataset.usual ?? '')) field.value = usual
  field.dataset.usual = usual
}

function exportProfile({ lesson }: LearningView): void {
  if (lesson.kind !== 'learnt') return
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([lesson.source], { type: 'application/yaml' }))
  link.download = `${lesson.profile}.yaml`
  link.click()
  URL.revokeObjectURL(link.href)
}

function problemOf(error: unknown): ProblemView {
  const lost = { sentence: say('page.lost'), next: '' }
  if (error instanceof DeskRefusal && error.words) return { code: error.code, ...error.words }
  return { code: '', vi: lost, en: lost }
}
