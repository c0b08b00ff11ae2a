import type { CounterSign } from '../../../contract/index.ts'
import type { Hall } from '../../hall/hall.ts'
import type { Pads } from '../pads.ts'
import { counterLabels, placesOf, serves } from './labels.ts'
import { composed, type SiteWords } from './words.ts'

/** What the operator sees live. Ratings only as numbers of a day, in the report. */
export interface OfficeView {
  readonly title: SiteWords
  readonly counters: readonly OfficeCounter[]
  readonly queues: readonly OfficeQueue[]
  readonly conflicts: number
}

/** One counter. */
export interface OfficeCounter {
  readonly place: string
  readonly label: string
  readonly online: boolean
  /** null before its desk said anything. */
  readonly sign: CounterSign | null
  readonly officer: string | null
  readonly asksForRating: boolean
  /** Waiting in all fields that it serves. */
  readonly waiting: number
  readonly pads: number
}

/** One field. */
export interface OfficeQueue {
  readonly name: SiteWords
  readonly prefix: string
  readonly waiting: number
  readonly next: readonly string[]
}

const mostNext = 8

/** The hall as the operator sees it. */
export function officeView(hall: Hall, pads: Pads): OfficeView {
  const { plan } = hall
  const picture = hall.picture()
  const places = placesOf(hall)
  const labels = counterLabels(places)
  const known = new Map(picture.counters.map((counter) => [counter.place, counter]))
  const lines = new Map(picture.waiting.map((line) => [line.field, line]))
  const names = new Map(plan.officers.map(({ officer, name }) => [officer, name]))
  return {
    title: composed(plan.title),
    conflicts: picture.conflicts,
    counters: places.map((place) => {
      const counter = known.get(place)
      const officer = counter?.shows?.officer
      const fields = plan.fields.filter((field) => serves(field, place))
      return {
        place,
        label: labels.get(place) ?? place,
        online: counter?.online ?? false,
        sign: counter?.shows?.sign ?? null,
        officer: officer === undefined ? null : (names.get(officer) ?? officer).normalize('NFC'),
        asksForRating: counter?.shows?.rating !== undefined,
        waiting: fields.reduce((sum, { id }) => sum + (lines.get(id)?.count ?? 0), 0),
        pads: pads.count(place),
      }
    }),
    queues: plan.fields.map(({ id, name, prefix }) => ({
      name: composed(name),
      prefix,
      waiting: lines.get(id)?.count ?? 0,
      next: (lines.get(id)?.next ?? []).slice(0, mostNext),
    })),
  }
}
