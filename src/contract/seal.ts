import { canonicalJson, type Json } from './canonical.ts'
import { type Chain, nextChain, textHash } from './chain.ts'
import type { Fact } from './fact.ts'
import { originalHash } from './tombstone.ts'

/** A fact as it is stored and published. */
export interface SealedFact {
  readonly id: string
  readonly chain: Chain
  /** Its JSON, canonical as a whole. */
  readonly body: string
}

/** Gives a fact the chain value that follows `previous`. The text that is hashed is the text that is stored: it is written once. */
export function sealFact(fact: Omit<Fact, 'chain'>, previous: Chain): SealedFact {
  const { chain: _, ...rest } = fact as Fact
  const text = canonicalJson(rest as unknown as Json)
  const chain = nextChain(previous, originalHash(fact) ?? textHash(text))
  // `chain` is the first of the sorted keys.
  return { id: fact.id, chain, body: `{"chain":"${chain}",${text.slice(1)}` }
}
