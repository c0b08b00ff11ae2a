import type { CounterView } from '../../../src/desk/index.ts'
import { say } from '../../page/words.ts'
import type { PanelKey } from './call-keys.ts'
import { choose, type Question } from './choose.ts'

/** What goes with a press. */
type More = Readonly<Record<string, string>>

/** What a key does on this page: at once, or after a question that a keypad cannot ask. */
export function press(key: PanelKey, counter: CounterView, call: (more: More) => void): void {
  const asking = askingFor(key, counter)
  if (asking) choose(asking.question, (answer) => call(asking.more(answer)))
  else call({})
}

interface Asking {
  readonly question: Question
  more(answer: string): More
}

function askingFor(key: PanelKey, counter: CounterView): Asking | undefined {
  const ticket = counter.service?.ticket ?? counter.ticket ?? ''
  switch (key) {
    case 'pause': {
      const choices = counter.pauseReasons.filter((reason) => reason !== counter.reason)
      const question = { title: say('page.pause.title'), hint: say('page.pause.hint'), choices }
      return { question, more: (reason) => ({ reason }) }
    }
    case 'transfer': {
      const title = say('page.transfer.title', { ticket })
      const question = { title, hint: '', field: say('page.transfer.to'), go: say('page.transfer.go') }
      return { question, more: (to) => (to ? { to } : {}) }
    }
    case 'close': {
      if (!counter.service) return undefined
      const hint = say('page.closing.hint', { ticket })
      return { question: { title: say('page.closing.title'), hint, go: say('page.closing.go') }, more: () => ({}) }
    }
    default:
      return undefined
  }
}
