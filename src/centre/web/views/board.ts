import type { Hall, HallCounter } from '../../hall/hall.ts'
import { counterLabels, placesOf } from './labels.ts'
import { composed, type SiteWords } from './words.ts'

/** What everybody may see: the wall display and the ticket page. Numbers and counters only. */
export interface BoardView {
  readonly title: SiteWords
  readonly counters: readonly BoardCounter[]
  /** Newest first. */
  readonly calls: readonly BoardCall[]
  readonly fields: readonly BoardField[]
}

/** One counter as the public sees it. `away`: its desk goes on without us, and only its own display knows the number. */
export interface BoardCounter {
  readonly label: string
  readonly state: 'serving' | 'idle' | 'paused' | 'closed' | 'away'
  readonly ticket?: string
  readonly reason?: string
}

/** One call. */
export interface BoardCall {
  readonly number: number
  readonly ticket: string
  readonly label: string
  readonly at: number
}

/** One field that tickets are given for. */
export interface BoardField {
  readonly id: string
  readonly name: SiteWords
  readonly prefix: string
  readonly waiting: number
}

const mostCalls = 8

/** The hall as the public sees it. */
export function boardView(hall: Hall): BoardView {
  const { counters, calls, waiting } = hall.picture()
  const places = placesOf(hall)
  const labels = counterLabels(places)
  const labelOf = (place: string) => labels.get(place) ?? place
  const known = new Map(counters.map((counter) => [counter.place, counter]))
  return {
    title: composed(hall.plan.title),
    counters: places.map((place) => ({ label: labelOf(place), ...stateOf(known.get(place)) })),
    calls: calls
      .slice(0, mostCalls)
      .map(({ number, ticket, place, at }) => ({ number, ticket, label: labelOf(place), at })),
    fields: hall.plan.fields.map(({ id, name, prefix }) => ({
      id,
      name: composed(name),
      prefix,
      waiting: waiting.find(({ field }) => field === id)?.count ?? 0,
    })),
  }
}

function stateOf(counter: HallCounter | undefined): Omit<BoardCounter, 'label'> {
  if (!counter?.shows) return { state: 'closed' }
  const { sign } = counter.shows
  if (sign.state === 'closed') return { state: 'closed' }
  if (!counter.online) return { state: 'away' }
  switch (sign.state) {
    case 'serving':
      return { state: 'serving', ticket: sign.ticket }
    case 'paused':
      return { state: 'paused', reason: sign.reason.normalize('NFC') }
    case 'idle':
      return { state: 'idle' }
  }
}
