import type { CallAction } from '../../../src/contract/index.ts'

/** What happens in a check, one after the other. */
export type Step =
  | { readonly kind: 'call'; readonly key: CallAction }
  | { readonly kind: 'rate'; readonly level: number }
  | { readonly kind: 'pull' }
  | { readonly kind: 'plug' }
  | { readonly kind: 'kill' }

/** A morning at a counter, over and over: every key is used, and some make no sense where they are pressed. */
const morning: readonly CallAction[] = [
  'open',
  'next',
  'begin',
  'finish',
  'next',
  'recall',
  'skip',
  'next',
  'begin',
  'hold',
  'pause',
  'open',
  'next',
  'transfer',
  'next',
  'begin',
  'begin',
  'finish',
  'close',
  'next',
]
/** Before which press something else happens. The agent dies while the cable is out: the worst moment. */
const interruptions: Readonly<Record<number, Step>> = {
  18: { kind: 'pull' },
  33: { kind: 'plug' },
  45: { kind: 'pull' },
  52: { kind: 'kill' },
  64: { kind: 'plug' },
  78: { kind: 'pull' },
  92: { kind: 'plug' },
}
const presses = 100

/** 60 presses of the call panel and 40 of the rating pad, three cuts of the cable, one death of the agent. */
export const script: readonly Step[] = Array.from({ length: presses }, (_, index) => [
  ...(interruptions[index] ? [interruptions[index]] : []),
  press(index),
]).flat()

/** Three calls and two ratings in every five presses. */
function press(index: number): Step {
  const [round, place] = [Math.floor(index / 5), index % 5]
  if (place === 1 || place === 4) return { kind: 'rate', level: 1 + ((round + place) % 5) }
  const call = round * 3 + Math.ceil(place / 2)
  return { kind: 'call', key: morning[call % morning.length] ?? 'next' }
}
