import { type CitizenCard, maskCard } from '../../src/card/index.ts'
import type { CardContent } from '../../src/contract/index.ts'

/** What was taken of a card as anybody may glance at it. */
export function masked(content: CardContent, source: CitizenCard['source']): CardContent {
  // The masks look at each field for itself; which of them a card must have does not matter to them.
  const { source: _, kind: __, unnamed: ___, ...hidden } = maskCard({ source, ...content } as CitizenCard)
  return hidden
}
