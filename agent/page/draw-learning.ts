import type { LearningView, ProblemView } from '../learn/learning-view.ts'
import type { AttachedView, KeyView, LessonStep, LessonView } from '../learn/lesson-view.ts'
import { byId, fieldById, make, setText } from './dom.ts'
import { currentLanguage, say } from './words.ts'

type Running = Extract<LessonView, { kind: 'learning' }>
type Learnt = Extract<LessonView, { kind: 'learnt' }>

/** What leads back to the beginning. */
const ways = { learning: 'page.learn.cancel', learnt: 'page.learn.again', failed: 'page.learn.retry' } as const

/** Draws what can be learnt and how far the lesson is. `refused` is why the last thing that was asked for was not done. */
export function drawLearning({ attached, lesson, problem }: LearningView, refused: ProblemView | undefined): void {
  const dialog = byId('learn')
  dialog.dataset.lesson = lesson.kind
  byId('learn-start').hidden = lesson.kind !== 'none'
  drawAttached(attached)
  const [step, hint] = wordsOf(lesson)
  setText(byId('learn-step'), step)
  setText(byId('learn-hint'), hint)
  drawNames(lesson)
  drawWord(lesson)
  drawAnswers(lesson)
  drawKeys(lesson.kind === 'none' ? [] : lesson.keys)
  drawHeard(lesson)
  drawProblem(refused ?? problem)
  drawDone(lesson)
  setText(byId('learn-open'), say(lesson.kind === 'learning' ? 'page.learn.running' : 'page.learn'))
  setText(byId('learn-cancel'), lesson.kind === 'none' ? '' : say(ways[lesson.kind]))
}

/** The sentence of the step, and what is said beside it. */
function wordsOf(lesson: LessonView): readonly [string, string] {
  switch (lesson.kind) {
    case 'none':
      return ['', '']
    case 'learning':
      return wordsOfStep(lesson.step)
    case 'learnt':
      return [say('page.learn.learnt', { count: lesson.keys.length }), say(`learn.lamps.${lesson.lamps}`)]
    case 'failed':
      return [say('page.learn.failed'), '']
  }
}

function wordsOfStep(step: LessonStep): readonly [string, string] {
  switch (step.kind) {
    case 'opening':
      return [say('page.learn.opening'), '']
    case 'speed':
      return [say(`page.learn.speed.${step.press}`), say('page.learn.speed.hint', { baud: step.baud, form: step.form })]
    case 'names':
      return [say('page.learn.names'), say('page.learn.names.hint')]
    case 'wait':
      return [say('page.learn.wait', { seconds: step.seconds }), '']
    case 'press': {
      const { label, round, byWord } = step
      const key = step.again ? 'page.learn.press.again' : 'page.learn.press'
      return [say(key, { label, round }), byWord ? say('page.learn.word') : '']
    }
    case 'release':
      return [say('page.learn.release', { label: step.label }), step.byWord ? say('page.learn.word') : '']
    case 'lamps':
      return [say('learn.lamps.ask'), say('learn.lamps.hint')]
    case 'lamp':
      return [say('learn.lamp.ask', { tries: step.tries }), '']
  }
}

function drawAttached(attached: readonly AttachedView[]): void {
  const list = byId('learn-attached')
  // The state comes twice a second; what somebody has chosen must stay chosen.
  const shown = JSON.stringify([attached, currentLanguage()])
  if (list.dataset.shown === shown) return
  list.dataset.shown = shown
  byId('learn-none').hidden = attached.length > 0
  const chosen = list.querySelector<HTMLInputElement>('input:checked')?.value
  list.replaceChildren(
    ...attached.map((one, index) => choiceOf(one, chosen === undefined ? index === 0 : chosen === one.path)),
  )
  if (!list.querySelector('input:checked')) radio('learn-other').checked = true
}

function choiceOf({ path, wire, name, place }: AttachedView, isChosen: boolean): HTMLElement {
  const input = document.createElement('input')
  Object.assign(input, { type: 'radio', name: 'device', value: path, checked: isChosen })
  const label = make('label')
  const title = `${name || path} (${say(`learn.wire.${wire}`)})`
  label.append(input, make('span', '', title), make('small', '', [name ? path : '', place ?? ''].join('  ').trim()))
  return label
}

function drawNames(lesson: LessonView): void {
  const form = byId('learn-names')
  const isAsked = isAt(lesson, 'names')
  if (isAsked && form.hidden) {
    form.hidden = false
    byId('learn-keys-named').focus()
  }
  form.hidden = !isAsked
}

/** Where only the person can say that it is done, and where a speed may be given up. */
function drawWord(lesson: LessonView): void {
  const button = byId('learn-word')
  const byWord = lesson.kind === 'learning' && 'byWord' in lesson.step && lesson.step.byWord
  const isSpeed = isAt(lesson, 'speed')
  setText(button, say(isSpeed ? 'page.learn.speed.skip' : 'page.learn.word.done'))
  const wasHidden = button.hidden
  button.hidden = !(byWord || isSpeed)
  if (byWord && wasHidden) button.focus()
}

/** What may be answered about lamps, as buttons: each carries the words that it says. */
function drawAnswers(lesson: LessonView): void {
  const answers = lesson.kind === 'learning' ? answersTo(lesson.step) : []
  const shown = JSON.stringify([lesson.kind === 'learning' ? lesson.step : '', answers])
  const place = document.getElementById('learn-answers') ?? answersPlace()
  if (place.dataset.shown === shown) return
  place.dataset.shown = shown
  place.replaceChildren(
    ...answers.map(({ label, words }) => {
      const button = make('button', words === '' ? 'quiet' : 'go', label)
      button.setAttribute('type', 'button')
      button.dataset.answer = words
      return button
    }),
  )
}

interface Answer {
  readonly label: string
  readonly words: string
}

function answersTo(step: LessonStep): readonly Answer[] {
  if (step.kind === 'lamps') {
    return [
      { label: say('learn.lamps.yes'), words: 'yes' },
      { label: say('learn.lamps.no'), words: '' },
    ]
  }
  if (step.kind !== 'lamp') return []
  const { labels } = step
  const several = { label: say('learn.lamp.several'), words: labels.join(', ') }
  return [
    { label: say('learn.lamp.none'), words: '' },
    ...labels.map((label) => ({ label, words: label })),
    ...(labels.length > 1 ? [several] : []),
  ]
}

function answersPlace(): HTMLElement {
  const place = make('p')
  place.id = 'learn-answers'
  byId('learn-word').after(place)
  return place
}

function isAt(lesson: LessonView, kind: LessonStep['kind']): lesson is Running {
  return lesson.kind === 'learning' && lesson.step.kind === kind
}

function drawKeys(keys: readonly KeyView[]): void {
  byId('learn-keys').replaceChildren(
    ...keys.map(({ key, label, presses }) => {
      const item = make('li', '', label)
      item.dataset.learnt = key
      item.dataset.presses = String(presses)
      item.ariaLabel = say('page.learn.presses', { label, presses })
      return item
    }),
  )
}

function drawHeard(lesson: LessonView): void {
  const heard = lesson.kind === 'none' ? { chunks: [], count: 0 } : lesson.heard
  setText(byId('learn-count'), String(heard.count))
  byId('learn-silent').hidden = heard.count > 0
  byId('learn-bytes').replaceChildren(...heard.chunks.toReversed().map((chunk) => make('li', '', chunk)))
}

function drawProblem(problem: ProblemView | undefined): void {
  byId('learn-problem').hidden = problem === undefined
  const words = problem?.[currentLanguage()]
  setText(byId('learn-code'), problem?.code ?? '')
  setText(byId('learn-sentence'), words?.sentence ?? '')
  setText(byId('learn-next'), words?.next ?? '')
}

function drawDone(lesson: LessonView): void {
  byId('learn-done').hidden = lesson.kind !== 'learnt'
  if (lesson.kind !== 'learnt') return
  const yaml = fieldById('learn-yaml')
  // Whoever reads it must not be taken back to its beginning twice a second.
  if (yaml.value !== lesson.source) yaml.value = lesson.source
  setText(byId('learn-saved'), savedWords(lesson))
  byId('learn-save').hidden = lesson.file !== undefined
  byId('learn-use').hidden = lesson.file === undefined || lesson.usedAs !== undefined
}

function savedWords({ file, usedAs }: Learnt): string {
  if (usedAs !== undefined) return say('page.learn.used', { name: usedAs })
  return file === undefined ? '' : say('page.learn.saved', { file })
}

function radio(id: string): HTMLInputElement {
  const found = byId(id)
  if (!(found instanceof HTMLInputElement)) throw new Error(`#${id} is no input`)
  return found
}
