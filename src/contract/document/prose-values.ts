import { canonicalJson, type Json } from '../canonical.ts'
import { chainStart, factHash, nextChain } from '../chain.ts'
import { type Fact, typePrefix } from '../fact.ts'
import { factTypes } from '../facts.ts'
import { isStatistic, personalTypes } from '../keeping.ts'
import { tombstoneOf } from '../tombstone.ts'
import { exampleOpeningKey } from './card-example.ts'
import { chainedFacts } from './examples.ts'

/** The values that the prose has blanks for; those of the chain are computed from the first facts of the examples. */
export function proseValues(): { readonly [name: string]: string } {
  const [first, second] = chainedFacts()
  if (!first || !second) throw new RangeError('the worked example needs two facts')
  const [firstHash, secondHash] = [factHash(first), factHash(second)]
  const firstChain = nextChain(chainStart, firstHash)
  const names = (types: readonly string[]) => types.map((type) => `\`${type}\``).join(', ')
  return {
    personal: names(personalTypes.map((type) => type.slice(typePrefix.length))),
    statistic: names(factTypes.filter(isStatistic)),
    chainStart,
    firstFact: JSON.stringify(first, null, 2),
    firstCanonical: canonicalJson(withoutChain(first)),
    firstHash,
    firstChain,
    secondCanonical: canonicalJson(withoutChain(second)),
    secondHash,
    secondChain: nextChain(firstChain, secondHash),
    secondTombstone: JSON.stringify(tombstoneOf(second, 'too-large'), null, 2),
    openingKey: JSON.stringify(exampleOpeningKey),
    receipt: JSON.stringify({ epoch: second.epoch, upTo: Number(second.sequence), chain: second.chain }),
  }
}

function withoutChain({ chain: _, ...rest }: Fact): Json {
  return rest as unknown as Json
}
