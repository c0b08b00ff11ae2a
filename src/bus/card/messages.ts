import type { ErrorMessage } from '../../core/index.ts'
import type { LostReason } from '../wire.ts'
import type { CardReader } from './card-reader.ts'

/** Names one opening of a card for as long as the child lives. */
export type CardId = number

/** What the core tells the card child. */
export type ToCardChild =
  | { readonly kind: 'open'; readonly card: CardId; readonly reader: string }
  | { readonly kind: 'transmit'; readonly card: CardId; readonly command: Uint8Array }
  | { readonly kind: 'reset'; readonly card: CardId }
  | { readonly kind: 'close'; readonly card: CardId }

/** What the card child tells about a card that it was told to open. */
export type FromCard =
  | { readonly kind: 'opened'; readonly card: CardId; readonly atr: Uint8Array }
  | { readonly kind: 'refused'; readonly card: CardId; readonly error: ErrorMessage }
  /** The answer to the one command, or the one reset, that is out; of a reset the new answer to reset. */
  | { readonly kind: 'answer'; readonly card: CardId; readonly bytes: Uint8Array }
  | { readonly kind: 'lost'; readonly card: CardId; readonly reason: LostReason }
  /** The card is free again. Always the last word about it. */
  | { readonly kind: 'closed'; readonly card: CardId }

/** What the card child tells of the readers; again whenever something about them changes. */
export type SeenMessage =
  | { readonly kind: 'readers'; readonly readers: readonly CardReader[] }
  | { readonly kind: 'out'; readonly error: ErrorMessage }

/** What the card child tells the core. */
export type FromCardChild = FromCard | SeenMessage
