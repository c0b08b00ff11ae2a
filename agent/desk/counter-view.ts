import { formatTime } from '../../src/contract/index.ts'
import type { CounterPicture } from '../../src/counter/index.ts'
import type { CounterView } from '../../src/desk/index.ts'
import type { CounterRules } from '../centre-news.ts'
import { destinationsFor, type Places } from './destinations.ts'
import { wordsOf } from './words.ts'

/** What is around a counter on its desk. */
export interface CounterPlace extends Pick<Places, 'desk' | 'counters'> {
  readonly isLocked: boolean
}

/** One counter as its officer sees it, in words. */
export function counterView(
  { isSigningIn: _, service, officer, rating, possible, asked, pauseReasons, waiting, held, ...plain }: CounterPicture,
  { officers, destinations }: CounterRules,
  { isLocked, ...place }: CounterPlace,
  card: CounterView['card'] = null,
): CounterView {
  return {
    ...plain,
    service: service && { ...service, since: formatTime(service.since), dossiers: [...service.dossiers] },
    officer: officer && {
      officer: officer.name,
      name: officers?.find((one) => one.officer === officer.name)?.name ?? officer.name,
      isProven: officer.proven,
    },
    isLocked,
    waiting: waiting && { ...waiting, next: [...waiting.next] },
    held: [...held],
    rating: rating && ratingView(rating),
    card,
    possible: inWords(possible),
    asked: [...asked],
    pauseReasons: [...pauseReasons],
    destinations: destinationsFor(plain.id, { ...place, named: destinations }),
  }
}

function ratingView({ service, occasion, isTouched }: NonNullable<CounterPicture['rating']>): CounterView['rating'] {
  return { service, isTouched, ...(occasion === undefined ? {} : { occasion }) }
}

function inWords(possible: CounterPicture['possible']): CounterView['possible'] {
  const entries = Object.entries(possible).map(([action, notice]) => [action, notice && wordsOf(notice)])
  // The compiler does not see that every action is among the entries.
  return Object.fromEntries(entries) as CounterView['possible']
}
