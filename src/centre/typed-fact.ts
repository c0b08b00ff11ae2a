import {
  type Fact,
  type FactData,
  type FactType,
  factSchemas,
  type TombstoneReason,
  tombstoneType,
  typePrefix,
} from '../contract/index.ts'
import { leniently } from './lenient.ts'

type Envelope = Omit<Fact, 'data'>

/** A fact whose `kind` decides the type of its `data`: the fact's type without the prefix of the wire. */
export type KnownFact = {
  [K in FactType]: Envelope & { readonly kind: K; readonly data: FactData<K> }
}[FactType]

/** What stands for a number whose fact can never come. It has no effect. */
export type TombstoneFact = Envelope & {
  readonly kind: 'tombstone'
  readonly data: { readonly reason: TombstoneReason | 'damaged'; readonly of?: string; readonly hash?: string }
}

/** A fact of a desk that is newer than this library: a type it does not know, or data that it does not understand. */
export type UnknownFact = Envelope & { readonly kind: 'unknown'; readonly data: Fact['data'] }

/**
 * A fact as the centre's effects see it. `switch (fact.kind)` gives each kind its data; `unknown` keeps `type` and `data`
 * as they came, so that a newer desk loses nothing.
 */
export type CentreFact = KnownFact | TombstoneFact | UnknownFact

/** A checked fact with its kind. */
export function typedFact(fact: Fact): CentreFact {
  if (fact.type === tombstoneType) return { ...fact, kind: 'tombstone' } as TombstoneFact
  const name = fact.type.startsWith(typePrefix) ? fact.type.slice(typePrefix.length) : ''
  const understands = checks.get(name)
  return understands?.(fact.data) ? ({ ...fact, kind: name } as KnownFact) : { ...fact, kind: 'unknown' }
}

const checks = new Map(Object.entries(factSchemas).map(([name, schema]) => [name, leniently(schema)] as const))
