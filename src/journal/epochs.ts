import { type Chain, chainStart, type Epoch, type Sequence } from '../contract/index.ts'
import type { Random } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import type { Head } from './envelope.ts'
import { type Position, positionOf, sequenceOf } from './position.ts'

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A name for a new epoch: 6 characters of base 36. Repeats are caught by the table's unique key. */
export function newEpochName(random: Random): Epoch {
  return Array.from({ length: 6 }, () => alphabet[Math.floor(random.unit() * alphabet.length)]).join('') as Epoch
}

/** The last fact of the newest epoch; the first epoch is begun where there is none. */
export async function loadHead(db: Database, begun: string, random: Random): Promise<Head> {
  const [newest] = await db.all('SELECT ordinal, epoch FROM epochs ORDER BY ordinal DESC LIMIT 1')
  if (!newest) {
    const epoch = newEpochName(random)
    await db.run('INSERT INTO epochs (ordinal, epoch, begun) VALUES (1, ?, ?)', epoch, begun)
    return { epoch, ordinal: 1, sequence: 0 as Sequence, chain: chainStart }
  }
  const ordinal = Number(newest.ordinal)
  const [last] = await db.all(
    'SELECT position, chain FROM facts WHERE position > ? ORDER BY position DESC LIMIT 1',
    positionOf(ordinal, 0),
  )
  return {
    epoch: String(newest.epoch) as Epoch,
    ordinal,
    sequence: last ? sequenceOf(Number(last.position) as Position) : (0 as Sequence),
    chain: last ? (String(last.chain) as Chain) : chainStart,
  }
}

/** How far the centre has confirmed an epoch. */
export async function readReceipted(db: Database, ordinal: number): Promise<number> {
  const [row] = await db.all('SELECT receipted FROM epochs WHERE ordinal = ?', ordinal)
  return Number(row?.receipted ?? 0)
}
