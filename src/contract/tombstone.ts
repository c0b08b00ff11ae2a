import { Type } from 'typebox'
import { hashedId } from '../core/index.ts'
import { type Chain, factHash, nextChain, unknownChain } from './chain.ts'
import { type Fact, typePrefix } from './fact.ts'
import { type Epoch, formatSequence, type Sequence } from './names.ts'
import { closed } from './parts.ts'
import { formatTime } from './time.ts'

/** The fact type that stands in for one that cannot be delivered. It is no fact of the desk, so it has no draft. */
export const tombstoneType = `${typePrefix}tombstone`

/**
 * Why a number goes out without its fact: larger than the broker takes, refused by it for good, followed by a hang-up
 * again and again, or receipted long ago and dropped from the desk.
 */
export type TombstoneReason = 'too-large' | 'refused' | 'poison' | 'pruned'

/** The data of a tombstone: with the hash of the original where that is known, and with the reason alone where nothing is. */
export const tombstoneSchema = Type.Union(
  [
    Type.Object(
      {
        of: Type.String({ minLength: 1, maxLength: 100, description: 'The type of the fact that it stands for' }),
        reason: Type.Enum(['too-large', 'refused', 'poison', 'pruned'], {
          description:
            'Larger than the broker takes; refused by the broker for good; the broker hung up on it again and again; ' +
            'receipted long ago and dropped from the desk',
        }),
        hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'The hash of the original, for the chain' }),
      },
      { ...closed, description: 'Stands for a fact whose hash is known' },
    ),
    Type.Object(
      {
        reason: Type.Enum(['damaged', 'pruned'], {
          description: 'Lost with the disk, or never issued; receipted long ago and dropped from the desk',
        }),
      },
      { ...closed, description: 'Stands for a number of which nothing is left' },
    ),
  ],
  { description: 'A number without its fact' },
)

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

/**
 * The hash by which a fact enters the chain. A tombstone enters it by the hash of its original, also when both are issued
 * again under another number; one that carries no hash enters it as itself.
 */
export function hashInChain(fact: Omit<Fact, 'chain'>): string {
  return originalHash(fact) ?? factHash(fact)
}

/** The hash of the fact that a tombstone stands for, where it is known; undefined for facts. */
export function originalHash({ type, data }: Omit<Fact, 'chain'>): string | undefined {
  return type === tombstoneType && data.hash !== undefined ? String(data.hash) : undefined
}

/** Whether a fact's chain value follows `previous`. Nothing can be said behind or of a tombstone without one. */
export function followsChain(fact: Fact, previous: Chain): boolean {
  if (fact.type === tombstoneType && fact.chain === unknownChain) return true
  if (previous === unknownChain) return fact.chain !== unknownChain
  const hash = hashInChain(fact)
  return /^[0-9a-f]{64}$/.test(hash) && nextChain(previous, hash) === fact.chain
}
