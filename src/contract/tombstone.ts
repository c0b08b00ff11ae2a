import { hashedId } from '../core/index.ts'
import { type Chain, factHash, nextChain, unknownChain } from './chain.ts'
import { type Fact, typePrefix } from './fact.ts'
import { type Epoch, formatSequence, type Sequence } from './names.ts'
import { formatTime } from './time.ts'

/** The fact type that stands in for one that cannot be delivered. It is no fact of the desk, so it has no draft. */
export const tombstoneType = `${typePrefix}tombstone`

/**
 * Why a number goes out without its fact: larger than the broker takes, refused by it for good, followed by a hang-up
 * again and again, or receipted long ago and dropped from the desk.
 */
export type TombstoneReason = 'too-large' | 'refused' | 'poison' | 'pruned'

/**
 * What goes out under a fact's number when the fact itself cannot: same id, number and chain value, and the hash of the
 * original, so that the centre can still check the chain.
 */
export function tombstoneOf(fact: Fact, reason: TombstoneReason): Fact {
  return { ...fact, type: tombstoneType, data: { of: fact.type, reason, hash: factHash(fact) } }
}

/**
 * What goes out under a number of which nothing is left, not even the hash: `damaged` was lost with the disk, or never
 * issued; `pruned` was receipted long ago. It has no chain value, so the chain begins anew at the fact behind it.
 */
export function emptyTombstone(lost: {
  readonly centre: string
  readonly desk: string
  readonly epoch: Epoch
  readonly sequence: Sequence
  readonly reason: 'damaged' | 'pruned'
  /** Wall milliseconds now. */
  readonly at: number
}): Fact {
  const time = formatTime(lost.at)
  return {
    specversion: '1.0',
    id: hashedId(`${lost.centre}/${lost.desk} ${lost.epoch} ${lost.sequence}`),
    source: `/${lost.centre}/${lost.desk}/journal`,
    type: tombstoneType,
    subject: 'desk',
    time,
    recordedtime: time,
    clock: 'free-running',
    datacontenttype: 'application/json',
    data: { reason: lost.reason },
    epoch: lost.epoch,
    sequence: formatSequence(lost.sequence),
    chain: unknownChain,
  }
}

/** Whether a fact's chain value follows `previous`. Nothing can be said behind or of a tombstone without one. */
export function followsChain(fact: Fact, previous: Chain): boolean {
  if (fact.type === tombstoneType && fact.chain === unknownChain) return true
  if (previous === unknownChain) return fact.chain !== unknownChain
  const hash = fact.type === tombstoneType ? String(fact.data.hash) : factHash(fact)
  return /^[0-9a-f]{64}$/.test(hash) && nextChain(previous, hash) === fact.chain
}
