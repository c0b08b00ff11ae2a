import type { Problem, Words } from '../../../src/desk/index.ts'
import { byId, make, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { answered, type Post } from './ask.ts'

interface CheckLine {
  readonly subject: Words
  readonly state: 'good' | 'bad' | 'unsure'
  readonly problem: Problem | null
}

interface Result {
  readonly lines: readonly CheckLine[]
  readonly help: string | null
}

/** The self-test for somebody who is no technician. */
export interface SelfTest {
  /** Looks at everything. */
  run(): Promise<void>
  draw(): void
}

/** Nothing was looked at so far. */
export function laySelfTest(post: Post): SelfTest {
  let result: Result | undefined
  let running = false
  const draw = () => {
    if (result) drawResult(result)
  }
  const run = async () => {
    if (running) return
    running = true
    const stop = countSeconds()
    const came = await answered(post, 'self-test', {})
    stop()
    running = false
    if (came.kind === 'refused') {
      byId('check-state').dataset.state = 'bad'
      return setText(byId('check-state'), came.why[currentLanguage()])
    }
    result = came.answer as Result
    draw()
  }
  byId('check-go').addEventListener('click', () => void run())
  return { run, draw }
}

/** A device that does not answer takes its time: one sees that it goes on. */
function countSeconds(): () => void {
  const begun = Date.now()
  const state = byId('check-state')
  state.dataset.state = 'busy'
  byId('check-go').ariaBusy = 'true'
  const show = () => setText(state, say('page.check.busy', { seconds: Math.round((Date.now() - begun) / 1_000) }))
  show()
  const timer = setInterval(show, 1_000)
  return () => {
    clearInterval(timer)
    byId('check-go').ariaBusy = null
  }
}

function drawResult({ lines, help }: Result): void {
  const language = currentLanguage()
  const wrong = lines.filter(({ state }) => state !== 'good').length
  byId('check-state').dataset.state = wrong === 0 ? 'good' : 'bad'
  setText(byId('check-state'), wrong === 0 ? say('page.check.all-good') : say('page.check.some-bad', { count: wrong }))
  byId('check-help').hidden = wrong === 0
  setText(byId('check-help'), help ? say('page.check.help', { help }) : say('page.check.help.usual'))
  byId('check-lines').replaceChildren(
    ...worstFirst(lines).map(({ subject, state, problem }) => {
      const item = make('li', 'check')
      item.dataset.state = state
      const head = make('p')
      head.append(make('b', 'verdict', say(`page.check.${state}`)), make('span', '', subject[language]))
      item.append(head)
      if (problem) {
        const words = make('p', 'trouble', `${problem.sentence[language]}. `)
        words.append(
          make('b', '', `${say('page.devices.do')} `),
          problem.next[language],
          ' ',
          make('code', '', problem.code),
        )
        item.append(words)
      }
      return item
    }),
  )
}

/** What must be done stands on top; what is good follows in the order in which one thing needs the other. */
function worstFirst(lines: readonly CheckLine[]): readonly CheckLine[] {
  const order = ['bad', 'unsure', 'good']
  return lines.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
}
