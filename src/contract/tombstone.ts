import { type Chain, factHash, nextChain } from './chain.ts'
import { type Fact, typePrefix } from './fact.ts'

/** The fact type that stands in for one that cannot be delivered. It is no fact of the desk, so it has no draft. */
export const tombstoneType = `${typePrefix}tombstone`

/** Why a number went out without its fact. */
export type TombstoneReason = 'too-large' | 'refused'

/**
 * What goes out under a fact's number when the fact itself cannot: same id, number and chain value, and the hash of the
 * original, so that the centre can still check the chain.
 */
export function tombstoneOf(fact: Fact, reason: TombstoneReason): Fact {
  return { ...fact, type: tombstoneType, data: { of: fact.type, reason, hash: factHash(fact) } }
}

/** Whether a fact's chain value follows `previous`. */
export function followsChain(fact: Fact, previous: Chain): boolean {
  const hash = fact.type === tombstoneType ? String(fact.data.hash) : factHash(fact)
  return /^[0-9a-f]{64}$/.test(hash) && nextChain(previous, hash) === fact.chain
}
