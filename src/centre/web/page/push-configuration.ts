import { byId, inputById, make, setText } from '../../../page-kit/index.ts'
import type { CheckedView } from '../views/fleet-work.ts'
import { post, wordsOfRefusal } from './ask.ts'
import { say, sayWords } from './words.ts'

/** So many desks try a configuration before the others. */
const usualFirst = 2

/** Takes a file, says what is wrong with it or what it changes, and pushes it when somebody agrees. */
export function layConfiguration(pushed: () => void): void {
  const file = inputById('plan')
  let source = ''
  const answer = (...parts: readonly HTMLElement[]) => byId('plan-answer').replaceChildren(...parts)
  const attempt = async (what: () => Promise<void>) => {
    try {
      await what()
    } catch (error) {
      answer(make('p', 'bad', wordsOfRefusal(error)))
    }
  }
  const push = (first: number) =>
    attempt(async () => {
      const { revision, desks } = await post<Pushed>('/v1/fleet/push', { source, first })
      answer(make('p', 'good', say('web.fleet.configuration.pushed', { revision, count: desks })))
      file.value = ''
      pushed()
    })
  // What was said of another file is not true of this one.
  file.addEventListener('change', () => answer())
  byId('plan-form').addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(async () => {
      const [chosen] = file.files ?? []
      if (!chosen) return answer(make('p', 'bad', say('web.fleet.configuration.no-file')))
      source = await chosen.text()
      const checked = await post<CheckedView>('/v1/fleet/check', { source })
      answer(...(checked.problems.length > 0 ? mistakes(checked) : changes(checked, push)))
    })
  })
}

interface Pushed {
  readonly revision: number
  readonly desks: number
}

function mistakes({ problems }: CheckedView): readonly HTMLElement[] {
  const list = make('ul', 'mistakes')
  for (const { place, code, what, next, desk } of problems) {
    const item = make('li')
    const where = desk === null ? place : `${say('web.fleet.configuration.of-desk', { desk })}, ${place}`
    item.append(make('code', '', where), make('span', 'bad', ` ${sayWords(what)} (${code})`))
    item.append(make('small', '', sayWords(next)))
    list.append(item)
  }
  return [make('p', 'bad', say('web.fleet.configuration.wrong', { count: problems.length })), list]
}

function changes({ desks }: CheckedView, push: (first: number) => Promise<void>): readonly HTMLElement[] {
  const changed = desks.filter(({ change }) => change !== 'same')
  if (changed.length === 0) return [make('p', 'good', say('web.fleet.configuration.same'))]
  const list = make('ul', 'desk-states')
  for (const { desk, change } of changed) {
    const item = make('li', '', `${desk.split('/')[1] ?? desk}: ${say(`web.fleet.configuration.change.${change}`)}`)
    item.dataset.change = change
    list.append(item)
  }
  const words = say('web.fleet.configuration.changes', { count: changed.length, all: desks.length })
  return [make('p', 'good', words), list, make('p', '', say('web.fleet.configuration.staged')), agree(changed, push)]
}

function agree(changed: readonly unknown[], push: (first: number) => Promise<void>): HTMLElement {
  const form = make('form', 'plan-form')
  form.noValidate = true
  const label = make('label', '', say('web.fleet.configuration.first'))
  label.htmlFor = 'plan-first'
  const first = make('input')
  first.id = 'plan-first'
  first.type = 'number'
  first.min = '1'
  first.max = String(changed.length)
  first.value = String(Math.min(usualFirst, changed.length))
  const go = make('button', 'go small')
  go.type = 'submit'
  setText(go, say('web.fleet.configuration.push', { count: changed.length }))
  form.append(label, first, go)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (go.disabled) return
    go.disabled = true
    void push(Math.max(1, Math.min(changed.length, Math.floor(first.valueAsNumber) || usualFirst)))
  })
  return form
}
