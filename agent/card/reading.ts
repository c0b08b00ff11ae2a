import type { CardContent, CardVerdicts } from '../../src/contract/index.ts'
import type { DeskError } from '../../src/core/index.ts'
import type { Asker } from '../../src/desk/index.ts'
import type { CardPhoto } from './arrival.ts'

interface Wanted {
  /** Names this reading. */
  readonly id: string
  readonly procedure: string | undefined
  readonly dossier: string | undefined
  /** Who asked for it; undefined for a card that somebody just held to the scanner. */
  readonly asker: Asker | undefined
}

/** How far the reading of a card at a counter is. What was read is in memory, here and nowhere else. */
export type Reading =
  | (Wanted & { readonly state: 'consent' })
  | (Wanted & { readonly state: 'waiting' })
  | (Wanted & { readonly state: 'reading'; readonly percent: number })
  | (Wanted & Shown)
  | (Wanted & { readonly state: 'failed'; readonly error: DeskError })

interface Shown {
  readonly state: 'shown'
  readonly source: 'qr' | 'mrz' | 'chip'
  readonly card: 'cccd' | 'can-cuoc' | 'passport' | 'unknown'
  readonly verdicts: CardVerdicts
  readonly content: CardContent
  readonly photo: CardPhoto | undefined
  /** Whether the centre gets it. */
  readonly isKept: boolean
  readonly since: Instant
  readonly sitting: Sitting
}

/** A card that is shown. */
export type ShownReading = Extract<Reading, { state: 'shown' }>

/** A moment by both clocks: the monotonic one stands still while the PC sleeps, the other one can be turned. */
export interface Instant {
  readonly wall: number
  readonly mono: number
}

/** Who sits at the counter, and whom they serve. */
export interface Sitting {
  readonly officer: string | undefined
  readonly service: string | undefined
}

/** For so long a card is shown at most. */
export const shownFor = 5 * 60_000

/** Whether a card has been shown for long enough; by whichever clock says so first. */
export function isOver({ since }: ShownReading, now: Instant): boolean {
  return now.mono - since.mono >= shownFor || now.wall - since.wall >= shownFor
}

/** Whether a reading goes on and must not be disturbed. */
export function isUnderWay(reading: Reading | undefined): boolean {
  return reading !== undefined && reading.state !== 'shown' && reading.state !== 'failed'
}

/** Whether somebody else sits or stands there now. A card that was read before its visit began belongs to that visit. */
export function isOthers({ sitting }: ShownReading, now: Sitting): boolean {
  if (sitting.officer !== now.officer) return true
  return sitting.service !== undefined && sitting.service !== now.service
}

/** Whether somebody may see what is on the card: our own page, and the application that asked for it. */
export function maySee(reading: Reading, asker: Asker): boolean {
  if (asker.kind === 'page') return true
  const { asker: own } = reading
  return own?.kind === 'application' && own.origin === asker.origin && own.user === asker.user
}
