import type { CardRules, DeskConfig } from '../../src/contract/index.ts'
import type { Clock, ClockQuality, ErrorCode, Log, Random, TextArgs } from '../../src/core/index.ts'
import type { CounterPicture } from '../../src/counter/index.ts'
import type { Asker } from '../../src/desk/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import type { ConfigurationKey } from '../../src/provision/index.ts'
import type { CardArrival, CardReader } from './arrival.ts'
import type { Reading, ShownReading } from './reading.ts'

/** Somebody wants a card read. */
export interface CardWish {
  readonly counter: string
  readonly procedure?: string
  readonly dossier?: string
  /** Six digits that open a chip, as somebody typed them. */
  readonly can?: string
  readonly asker: Asker
}

/** Asks the officer whether an application may; tells the answer, if ever there is one. */
export type AskConsent = (answer: (word: 'refused' | 'agreed') => void) => void

/** The cards of citizens at the counters of this desk: from being asked for until they are forgotten. */
export interface Cards {
  /**
   * Begins to read; gives the name of the reading. With `consent` the officer is asked first.
   * @throws DeskError DB-CRD-201 unknown procedure, -202 the counter is busy, -204 refused just now, -205 too early.
   */
  ask(wish: CardWish, consent?: AskConsent): string
  /** A card was read by a scanner or a reader. Resolves when it is on disk; whoever sits there is told where it cannot be. */
  arrived(arrival: CardArrival): Promise<void>
  /** The card was taken off its reader. */
  left(counter: string): void
  /** Forgets what is there; of one reading only, where it is named. */
  clear(counter: string, reading?: string): void
  /** How the reading goes, and what was read: for whoever may see it. */
  reading(counter: string): Reading | undefined
  /**
   * What was read.
   * @throws DeskError DB-CRD-206 it is not there any more, or is not for this asker.
   */
  content(counter: string, reading: string, asker: Asker): ShownReading
  /** What procedures may take of a card, as the centre decided it. */
  rules(): CardRules | undefined
  /** A counter is not what it was. */
  look(counter: CounterPicture): void
  stop(): void
}

/** What cards need of the desk. */
export interface CardsHost {
  readonly journal: Pick<Journal, 'commit'>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  clockQuality(): ClockQuality
  /** @throws DeskError DB-AGT-004 there is no such counter. */
  picture(counter: string): CounterPicture
  /** What the centre decided. */
  decided(): Pick<DeskConfig, 'cards' | 'sealing'> | undefined
  /** Who may vouch for a sealing key. */
  trusted(): readonly ConfigurationKey[]
  /** Tells the officer. */
  notify(counter: string, code: ErrorCode, args: TextArgs): void
  changed(counter: string): void
  readonly reader?: CardReader
}
