import type { Problem, Words } from '../../../src/desk/index.ts'
import type { KnownDesk, StateView, WizardStep, WizardView } from '../../first-run/wizard-view.ts'
import { byId, fieldById, make, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'

const steps: readonly WizardStep[] = ['centre', 'key', 'certificate', 'file']
/** What the program did not even begin, for what was typed. */
let refusal: Words | undefined

/** Draws how far the wizard is. */
export function drawWizard({ known, centres, state }: WizardView): void {
  for (const kind of ['asking', 'working', 'done'] as const) byId(kind).hidden = state.kind !== kind
  drawCentres(centres)
  byId('named').hidden = known.isFixed
  byId('fixed').hidden = !known.isFixed
  byId('later').hidden = !known.isFixed
  setText(byId('fixed'), say('page.first-run.desk.fixed', { desk: `${known.centre ?? ''}/${known.desk}` }))
  if (state.kind === 'asking') drawProblem(state.problem)
  if (state.kind === 'working') drawWorking(state)
  if (state.kind === 'done') drawDone(state)
}

/** Puts into the fields what was said before anybody sat here. */
export function fillKnown({ server = '', desk, counter }: KnownDesk): void {
  for (const [id, value] of Object.entries({ server, desk, counter })) {
    const field = fieldById(id)
    if (field.value === '') field.value = value
  }
}

/** Shows why it could not begin, until the next try. */
export function showRefusal(why: Words): void {
  refusal = why
  drawProblem(null)
  fieldById('code').focus()
}

function drawCentres({ isLooking, found }: WizardView['centres']): void {
  const none = say(`page.first-run.found${found.length === 0 ? '.none' : ''}`)
  setText(byId('looking'), isLooking ? say('page.first-run.looking') : none)
  byId('look').hidden = isLooking
  const server = fieldById('server')
  const [only] = found
  if (found.length === 1 && only && server.value === '') server.value = only.server
  const list = byId('found')
  const shown = JSON.stringify(found)
  if (list.dataset.shown !== shown) {
    list.dataset.shown = shown
    list.replaceChildren(
      ...found.map((centre) => {
        const button = make('button', 'choice-button', `${centre.centre} (${new URL(centre.server).host})`)
        button.type = 'button'
        button.dataset.server = centre.server
        button.addEventListener('click', () => {
          server.value = centre.server
          markChosen()
        })
        return button
      }),
    )
  }
  markChosen()
}

/** The one whose address stands in the field. */
function markChosen(): void {
  const chosen = fieldById('server').value
  for (const button of byId('found').querySelectorAll('button'))
    button.ariaPressed = String(button.dataset.server === chosen)
}

function drawProblem(problem: Problem | null): void {
  const language = currentLanguage()
  const words = refusal?.[language] ?? (problem && `${problem.sentence[language]}. ${problem.next[language]}`)
  const place = byId('problem')
  place.hidden = !words
  if (!words || place.dataset.shown === words) return
  place.dataset.shown = words
  place.replaceChildren(words, ...(problem && !refusal ? [' ', make('code', '', problem.code)] : []))
}

function drawWorking({ step, seconds }: Extract<StateView, { kind: 'working' }>): void {
  refusal = undefined
  const now = steps.indexOf(step)
  byId('steps').replaceChildren(
    ...steps.map((one, index) => {
      const item = make('li', '', say(`page.first-run.step.${one}`))
      item.dataset.step = index < now ? 'past' : index === now ? 'now' : 'ahead'
      return item
    }),
  )
  setText(byId('step'), say(`page.first-run.step.${step}`))
  setText(byId('seconds'), say('page.first-run.seconds', { seconds }))
}

function drawDone({ name, until, level }: Extract<StateView, { kind: 'done' }>): void {
  setText(byId('done-title'), say('page.first-run.done', { name }))
  setText(byId('done-more'), say('page.first-run.done.more', { until, level: level[currentLanguage()] }))
}
