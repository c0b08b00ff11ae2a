import type { CounterView } from '../../../src/desk/index.ts'
import { currentLanguage, say } from '../../page/words.ts'
import type { PanelKey } from './call-keys.ts'
import { type Choice, choose, type Question } from './choose.ts'

/** What goes with a press. */
type More = Readonly<Record<string, string>>

/** What a key does on this page: at once, or after a question that a keypad cannot ask. */
export function press(key: PanelKey, counter: CounterView, call: (more: More) => void): void {
  const asking = askingFor(key, counter)
  if (asking) choose(asking.question, (answer) => call(asking.more(answer)))
  else call({})
}

/** Whether the recall key calls back whoever waits nearby, as there is no number on show that it could call once more. */
export function recallsHeld({ mode, ticket, service, held, asked }: CounterView): boolean {
  return mode === 'open' && ticket === null && !service && held.length > 0 && !asked.includes('recall')
}

interface Asking {
  readonly question: Question
  more(answer: string): More
}

function askingFor(key: PanelKey, counter: CounterView): Asking | undefined {
  const ticket = counter.service?.ticket ?? counter.ticket ?? ''
  switch (key) {
    case 'pause': {
      const choices = counter.pauseReasons.filter((reason) => reason !== counter.reason).map(plain)
      const question = { title: say('page.pause.title'), hint: say('page.pause.hint'), choices }
      return { question, more: (reason) => ({ reason }) }
    }
    case 'transfer': {
      const title = say('page.transfer.title', { ticket })
      const field = say(counter.destinations.length > 0 ? 'page.transfer.other' : 'page.transfer.to')
      const question = { title, hint: '', choices: placesOf(counter), field, go: say('page.transfer.go') }
      return { question, more: (to) => (to ? { to } : {}) }
    }
    case 'recall': {
      if (!recallsHeld(counter)) return undefined
      const question = {
        title: say('page.recall.title'),
        hint: say('page.recall.hint'),
        choices: counter.held.map(plain),
      }
      return { question, more: (held) => ({ ticket: held }) }
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

/** The usual place comes first, also where the centre has not named it. */
function placesOf({ destinations, transferTo }: CounterView): Choice[] {
  const places = destinations.map(({ to, name }) => ({ answer: to, words: name[currentLanguage()] }))
  if (transferTo === null) return places
  const usual = places.find(({ answer }) => answer === transferTo) ?? plain(transferTo)
  const first = { answer: transferTo, words: say('page.transfer.usual', { place: usual.words }) }
  return [first, ...places.filter((place) => place !== usual)]
}

function plain(answer: string): Choice {
  return { answer, words: answer }
}
