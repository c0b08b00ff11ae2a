import type { AppliedFact, Conflict } from '../../src/centre/index.ts'
import type { CounterDesk } from '../support/counter-desk.ts'
import type { Work } from './officer.ts'

/** All that is known at the end of the day, from both ends. */
export interface Evidence {
  readonly desks: readonly CounterDesk[]
  readonly works: readonly Work[]
  readonly issued: readonly string[]
  readonly facts: readonly AppliedFact[]
  readonly conflicts: readonly Conflict[]
}

/** One line of the books, and what is wrong with it. */
export interface Entry {
  readonly what: string
  readonly count: number
  readonly wrong: readonly string[]
}

/** Compares what people did with what the centre has. Every line must be without a fault. */
export function balance(evidence: Evidence): readonly Entry[] {
  return [presses(evidence), served(evidence), ratings(evidence), padPresses(evidence)]
}

const pressTypes = ['call.requested', 'call.ignored', 'call.provisional']

/** Each press that a panel was told is on disk is one fact at the centre. */
function presses({ desks, facts }: Evidence): Entry {
  const wrong = desks.flatMap(({ place, panel }) => {
    const made = panel.presses().length
    const kept = facts.filter((fact) => placeOf(fact) === place && pressTypes.includes(kindOf(fact))).length
    return made === kept ? [] : [`${place}: ${made} presses, ${kept} facts`]
  })
  return { what: 'presses of officers', count: sum(desks.map(({ panel }) => panel.presses().length)), wrong }
}

/** Each ticket was called, and served once at most, however many counters called it without the centre. */
function served({ works, issued, facts }: Evidence): Entry {
  const over = new Map<string, string[]>()
  for (const fact of facts) {
    if (kindOf(fact) !== 'service.end') continue
    const { ticket, outcome } = fact.fact.data as { readonly ticket: string; readonly outcome: string }
    if (outcome === 'finished') over.set(ticket, [...(over.get(ticket) ?? []), placeOf(fact)])
  }
  const done = new Set(
    works.flatMap(({ visits }) => visits.filter(({ kind }) => kind !== 'held').map(({ ticket }) => ticket)),
  )
  const twice = [...over].filter(([, places]) => places.length > 1)
  return {
    what: 'tickets issued and dealt with',
    count: issued.length,
    wrong: [
      ...issued.filter((ticket) => !done.has(ticket)).map((ticket) => `${ticket}: nobody called it`),
      ...twice.map(([ticket, places]) => `${ticket}: served at ${places.join(' and ')}`),
    ],
  }
}

/** What a citizen pressed stands in the books of that visit, and nowhere else. */
function ratings({ works, facts }: Evidence): Entry {
  const given = new Map<string, number | null>()
  for (const fact of facts) {
    const kind = kindOf(fact)
    if (kind !== 'rating.given' && kind !== 'rating.none') continue
    const { ticket, level = null } = fact.fact.data as { readonly ticket: string; readonly level?: number }
    given.set(`${placeOf(fact)} ${ticket}`, kind === 'rating.given' ? level : null)
  }
  const visits = works.flatMap((work) => work.visits.filter(({ kind }) => kind === 'served'))
  const wrong = visits.flatMap(({ place, ticket, level, isDisturbed }) => {
    const kept = given.get(`${place} ${ticket}`)
    const isRight = kept === level || (isDisturbed && (kept === null || kept === undefined))
    return isRight ? [] : [`${place} ${ticket}: ${level ?? 'not rated'} was pressed, ${kept ?? 'not rated'} is kept`]
  })
  return { what: 'visits rated, or known not to be', count: visits.length, wrong }
}

/** No press on a pad is lost: it is a touch of somebody's window, or for nobody. */
function padPresses({ desks, works, facts }: Evidence): Entry {
  const wrong = desks.flatMap(({ place, pad, kills }, index) => {
    const made = pad.presses().length - pad.lost()
    const of = (kind: string) => facts.filter((fact) => placeOf(fact) === place && kindOf(fact) === kind).length
    const [touched, forNobody] = [of('rating.touched'), of('rating.unattributed')]
    const expected = works[index]?.forNobody ?? 0
    const isWhole = kills > 0 ? touched + forNobody <= made : touched + forNobody === made && forNobody === expected
    return isWhole ? [] : [`${place}: ${made} presses, ${touched} counted, ${forNobody} for nobody (${expected} meant)`]
  })
  return { what: 'presses on pads', count: sum(desks.map(({ pad }) => pad.presses().length)), wrong }
}

function kindOf({ fact }: AppliedFact): string {
  return fact.kind
}

/** `{desk}/{counter}` */
function placeOf({ desk, fact }: AppliedFact): string {
  return `${desk.split('/')[1] ?? ''}/${fact.subject.replace(/^counter\//, '')}`
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
