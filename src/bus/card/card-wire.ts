import type { LostReason } from '../wire.ts'

/** A card that lies in a reader, for us alone. A command that fails ends it: what the two had agreed on is void. */
export interface CardWire {
  readonly reader: string
  /** The answer to reset: what the card said of itself when it woke. */
  readonly atr: Uint8Array
  /**
   * One command and its answer, which has at least its two status bytes. One at a time. Rejects with a coded error
   * (`DB-PCS-…`) when the card is taken away, does not answer in time or the service is gone.
   */
  transmit(command: Uint8Array): Promise<Uint8Array>
  /** Wakes the card anew; what it had agreed on with us it has forgotten. */
  reset(): Promise<void>
  /** Gives the card free, reset, so that nobody goes on where we were. */
  close(): Promise<void>
  /** Resolves once, when the card can no longer be used. Never rejects. */
  readonly lost: Promise<LostReason>
}
