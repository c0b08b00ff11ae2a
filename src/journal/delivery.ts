import type { Receipt } from '../contract/index.ts'
import type { Position } from './position.ts'
import type { ReceiptVerdict } from './receipts.ts'

/** A fact as it goes out. */
export interface StoredFact {
  readonly position: Position
  /** The fact as JSON text, exactly as it is published. */
  readonly body: string
}

/** How much lies in the journal. */
export interface JournalStatus {
  readonly epoch: string
  readonly lastSequence: number
  readonly receipted: number
  /** Facts that no receipt covers yet. */
  readonly backlog: number
  readonly bytes: number
}

/** What the link needs of the journal. */
export interface Delivery {
  /** The place after which the first unreceipted fact stands. */
  start(): Promise<Position>
  /** The facts after a place in the order of delivery, at most `limit`. */
  read(after: Position, limit: number): Promise<StoredFact[]>
  /** Notes, durably and before the first fact goes out, that facts of this epoch may now be known outside. */
  begin(): Promise<void>
  /** Judges a receipt. `foreign` has begun a new epoch: start again from {@link start}. */
  receipt(receipt: Receipt): Promise<ReceiptVerdict>
  /** For centres that give no receipts: the broker's acknowledgement of everything up to here counts. */
  markUpTo(position: Position): Promise<void>
}
