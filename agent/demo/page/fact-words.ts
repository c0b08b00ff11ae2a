import { isWord, say } from '../../page/words.ts'
import type { FactView } from '../view.ts'

/** What a fact says, in plain words. */
export function factWords({ type, data }: FactView): string {
  const { action, name, because, outcome, ticket } = data
  const key = String(action ?? String(name ?? '').replace(/^call\./, ''))
  const sentence = type === 'ticket.shown' && ticket === null ? 'demo.fact.ticket.shown.none' : `demo.fact.${type}`
  if (!isWord(sentence)) return type
  return say(sentence, {
    ...plain(data),
    key: say(`demo.key.${key}`),
    because: say(`demo.because.${String(because)}`),
    outcome: say(`demo.outcome.${String(outcome)}`),
  })
}

/** Whose doing it was. */
export function sourceWords(source: string): string {
  const key = `demo.source.${source}`
  return isWord(key) ? say(key) : source
}

function plain(data: FactView['data']): Record<string, string | number> {
  const fit = (entry: [string, unknown]): entry is [string, string | number] =>
    typeof entry[1] === 'string' || typeof entry[1] === 'number'
  return Object.fromEntries(Object.entries(data).filter(fit))
}
