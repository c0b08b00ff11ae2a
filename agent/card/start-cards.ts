import type { DeskInput, DeskOutput, DeviceHealth } from '../../src/contract/index.ts'
import type { Clock, ClockQuality, Log, Random } from '../../src/core/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import type { CentreNews } from '../centre-news.ts'
import type { Audience } from '../changes.ts'
import type { Config } from '../config/config.ts'
import type { Counters } from '../counters.ts'
import { trustedKeys } from '../provision/trusted-keys.ts'
import { type CardReader, provenNothing } from './arrival.ts'
import { createCards } from './cards.ts'
import type { Cards } from './face.ts'
import { withoutCards } from './scanned-cards.ts'

export type { CardReader } from './arrival.ts'
export type { Cards } from './face.ts'

/** The parts of a desk that its cards work with. */
export interface CardsParts {
  readonly config: Config
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly journal: Pick<Journal, 'commit'>
  readonly counters: Counters
  readonly news: CentreNews
  readonly audience: Audience
  readonly cardReader?: CardReader
  clockQuality(): ClockQuality
  devices(): readonly DeviceHealth[]
  show(output: DeskOutput): void
}

/** The cards of a running desk, and who stands before its counters so that no card reaches them as a mere text. */
export interface StartedCards {
  readonly cards: Cards
  accept(input: DeskInput): Promise<void>
}

/** What an officer saw is gone when somebody else sits or stands there. */
export function startCards({
  config,
  counters,
  news,
  audience,
  cardReader,
  devices,
  ...rest
}: CardsParts): StartedCards {
  const { show } = rest
  const cards = createCards({
    ...rest,
    picture: (counter) => counters.picture(counter),
    decided: () => news.decided(),
    trusted: () => trustedKeys(config),
    notify: (counter, text, args) => show({ kind: 'notice', counter, text, args }),
    changed: (counter) => audience.tell({ kind: 'card', counter }),
    ...(cardReader ? { reader: cardReader } : {}),
  })
  cardReader?.onLeft((counter) => cards.left(counter))
  // For as long as the desk: the audience ends with it.
  audience.join((change) => {
    if (change.kind === 'counter') cards.look(change.counter)
  })
  const accept = withoutCards({
    ...rest,
    devices,
    library: config.library,
    accept: (input) => counters.accept(input),
    take: (scanned) => cards.arrived({ ...scanned, verdicts: provenNothing }),
  })
  return { cards, accept }
}
