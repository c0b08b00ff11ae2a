import type { CitizenCard } from '../../src/card/index.ts'
import type { CardField, CardVerdicts } from '../../src/contract/index.ts'

/** The photo of a chip. It is shown, and goes nowhere else. */
export interface CardPhoto {
  readonly type: 'image/jpeg' | 'image/jp2'
  readonly bytes: Uint8Array
}

/** What came of reading one card. */
export interface ReadCard {
  readonly card: CitizenCard
  readonly verdicts: CardVerdicts
  readonly photo?: CardPhoto
}

/** A card that was read at a counter, whatever read it. */
export interface CardArrival extends ReadCard {
  readonly counter: string
  /** The device that read it. */
  readonly source: string
}

/** What goes into the reading of a chip. */
export interface ChipOrder {
  readonly counter: string
  /** The six digits that open it, as somebody typed them. */
  readonly can: string
  /** What may be taken of it; more need not be read. */
  readonly fields: readonly CardField[]
  /** How far it is, in percent. */
  progress(percent: number): void
  readonly signal: AbortSignal
}

/** A reader of chips. */
export interface CardReader {
  /** The name of the reader of a counter; undefined where there is none. */
  at(counter: string): string | undefined
  /**
   * Reads the card that lies there, or is put there before the signal ends it.
   * @throws DeskError DB-CRD-… what went wrong with the chip.
   */
  read(order: ChipOrder): Promise<ReadCard>
  /** Tells at which counter a card that was read was taken away. */
  onLeft(listener: (counter: string) => void): void
}

/** A QR code and printed lines prove nothing but that they could be read. */
export const provenNothing: CardVerdicts = { read: 'whole', unaltered: 'unknown', issuer: 'not-verified' }
