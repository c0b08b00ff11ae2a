import type { DeskError } from '../../core/index.ts'

/** One place for a card, as the PC/SC service of the system knows it. */
export interface CardReader {
  /** What to open. It may be another one after the next plug or start. */
  readonly name: string
  /** How its maker calls it. */
  readonly model: string
  /** Which place of the reader: one that takes cards with contacts and cards without has two. */
  readonly slot: number
  /** `mute`: something lies there that does not answer, such as a card that is the wrong way round. */
  readonly card: 'absent' | 'present' | 'mute'
  /** The answer to reset: what the card said of itself when it woke. */
  readonly atr?: Uint8Array
}

/** The card readers of this PC, or why none can be seen. */
export type ReadersSeen =
  | { readonly kind: 'readers'; readonly readers: readonly CardReader[] }
  | { readonly kind: 'out'; readonly error: DeskError }

/**
 * Model and slot from the name of a reader. pcscd appends the number of the reader and that of the place in it, two
 * digits each; Windows appends the number of the reader alone, and names the places in words.
 */
export function readerParts(name: string): Pick<CardReader, 'model' | 'slot'> {
  const [, linux, place] = /^(.*) [0-9A-F]{2} ([0-9A-F]{2})$/.exec(name) ?? []
  if (linux !== undefined && place !== undefined) return { model: linux, slot: Number.parseInt(place, 16) }
  return { model: /^(.*) \d+$/.exec(name)?.[1] ?? name, slot: 0 }
}
