import type { TransferDestination } from '../../src/contract/index.ts'
import type { CounterView } from '../../src/desk/index.ts'
import { wordsOf } from './words.ts'

/** What there is to choose from. */
export interface Places {
  /** The name of this desk. */
  readonly desk: string
  /** Its counters. */
  readonly counters: readonly string[]
  /** What the centre has named. */
  readonly named: readonly TransferDestination[]
}

/** Where a counter can send citizens: what the centre has named, else the other counters of this desk; never itself. */
export function destinationsFor(counter: string, { desk, counters, named }: Places): CounterView['destinations'] {
  const others = counters
    .filter((id) => id !== counter)
    .map((id) => ({ to: id, name: wordsOf('page.counter', { counter: id }) }))
  if (named.length === 0) return others
  return named
    .filter(({ to }) => to !== `${desk}/${counter}`)
    .map(({ to, name: { vi, en = vi } }) => ({ to, name: { vi, en } }))
}
