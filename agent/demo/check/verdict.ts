import type { Fact } from '../../../src/contract/index.ts'
import type { TextKey } from '../../../src/core/index.ts'
import { pressed, pressKind } from '../press-facts.ts'
import type { Call } from '../witness.ts'

/** Everything that a check saw, each from where it is known first-hand. */
export interface Evidence {
  /** What was pressed, as the devices themselves remember it. */
  readonly panel: readonly string[]
  readonly pad: readonly string[]
  /** The ratings that the pad was told to thank for. */
  readonly thanked: readonly string[]
  /** The agent's journal. */
  readonly journal: readonly Fact[]
  /** What the centre took, in the order in which it took it. */
  readonly centre: readonly Fact[]
  /** Rows of the centre's database that had no effect because their id was known, and messages it could not take. */
  readonly repeatedIds: number
  readonly deadLetters: number
  readonly calls: readonly Call[]
  /** When the cable was out, wall milliseconds. */
  readonly cuts: readonly { readonly from: number; readonly to: number }[]
  readonly agentStarts: number
}

/** One thing that must hold. */
export interface Finding {
  readonly text: TextKey
  readonly args: Readonly<Record<string, number>>
  readonly holds: boolean
}

/** Judges the evidence: accepted ⊆ centre ⊆ pressed, each once, in order, and no call out of time. */
export function judge(evidence: Evidence): readonly Finding[] {
  const { panel, pad, thanked, journal, centre, calls, cuts, agentStarts } = evidence
  const calledKeys = centre.filter((fact) => pressKind(fact) === 'call').map(pressed)
  const ratings = centre.filter((fact) => pressKind(fact) === 'rating').map(pressed)
  const ids = new Set(centre.map(({ id }) => id))
  const missing = journal.filter(({ id }) => !ids.has(id)).length
  const doubled = centre.length - ids.size + evidence.repeatedIds
  const stale = calls.filter(({ asked }) => cuts.some(({ from, to }) => asked >= from && asked <= to)).length
  return [
    finding('demo.check.accepted', { journal: journal.length, missing }, journal.length > 0 && missing === 0),
    finding('demo.check.panel', { pressed: panel.length, centre: calledKeys.length }, isEqual(calledKeys, panel)),
    finding(
      'demo.check.pad',
      { pressed: pad.length, centre: ratings.length, thanked: thanked.length },
      ratings.length > 0 && isWithin(ratings, pad) && isWithin(thanked, ratings),
    ),
    finding('demo.check.once', { doubled, dead: evidence.deadLetters }, doubled + evidence.deadLetters === 0),
    finding('demo.check.order', { centre: centre.length }, isInOrder(centre)),
    finding('demo.check.calls', { calls: calls.length, stale }, calls.length > 0 && stale === 0),
    finding('demo.check.agent', { starts: agentStarts, cuts: cuts.length }, agentStarts > 1),
  ]
}

function finding(text: TextKey, args: Finding['args'], holds: boolean): Finding {
  return { text, args, holds }
}

function isEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index])
}

/** Whether `part` is `whole` with some left out: nothing is new, and the order is the same. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let found = 0
  for (const one of whole) if (one === part[found]) found++
  return found === part.length
}

/** Within each epoch the numbers came one after the other, without a gap. */
function isInOrder(facts: readonly Fact[]): boolean {
  const last = new Map<string, number>()
  return facts.every(({ epoch, sequence }) => {
    const number = Number(sequence)
    const follows = number === (last.get(epoch) ?? number - 1) + 1
    last.set(epoch, number)
    return follows
  })
}
