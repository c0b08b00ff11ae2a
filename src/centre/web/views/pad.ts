import type { Occasion, RatingSet } from '../../../contract/index.ts'
import type { Hall } from '../../hall/hall.ts'
import { counterLabels, placesOf } from './labels.ts'
import { composed, type SiteWords } from './words.ts'

/** A face of a level set; null for the usual one. */
type Face = NonNullable<RatingSet['levels'][number]['face']>

/** What a rating page shows. Never what was rated, and nothing about the officer. */
export interface PadView {
  readonly title: SiteWords
  readonly label: string
  /** Whether the desk can be reached, so that a press can be recorded. */
  readonly online: boolean
  /** null while nobody may rate. */
  readonly rating: PadRating | null
}

/** Somebody may rate. */
export interface PadRating {
  readonly service: string
  readonly occasion?: Occasion
  /** The main question first; its id is null. */
  readonly questions: readonly { readonly id: string | null; readonly words: SiteWords | null }[]
  /** From the lowest, which is level 1. A level without a label is called by its number. */
  readonly levels: readonly { readonly label: SiteWords | null; readonly face: Face | null }[]
}

/** What the rating page of a counter shows now. */
export function padView(hall: Hall, place: string): PadView {
  const counter = hall.picture().counters.find((one) => one.place === place)
  const armed = counter?.online ? counter.shows?.rating : undefined
  return {
    title: composed(hall.plan.title),
    label: counterLabels(placesOf(hall)).get(place) ?? place,
    online: counter?.online ?? false,
    rating: armed
      ? {
          service: armed.service,
          ...(armed.occasion === undefined ? {} : { occasion: armed.occasion }),
          ...asked(hall.plan.rating, armed.scale, armed.of),
        }
      : null,
  }
}

/** A desk that still has another level set than we is asked in its own numbers, without words that may be wrong. */
function asked(set: RatingSet, scale: string, of: number): Pick<PadRating, 'questions' | 'levels'> {
  if (set.scale !== scale || set.levels.length !== of) {
    return { questions: [{ id: null, words: null }], levels: Array(of).fill({ label: null, face: null }) }
  }
  return {
    questions: [
      { id: null, words: composed(set.question) },
      ...(set.more ?? []).map(({ id, question }) => ({ id, words: composed(question) })),
    ],
    levels: set.levels.map(({ label, face }) => ({ label: composed(label), face: face ?? null })),
  }
}
