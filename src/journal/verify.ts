import { type Chain, chainStart, type Epoch, type Fact, followsChain, tombstoneType } from '../contract/index.ts'
import type { Database, Row } from '../sqlite/index.ts'
import { type Position, positionOf, sequenceOf } from './position.ts'

/** Where the chain of an epoch does not hold: a row is not there, is not what was chained, or cannot be read. */
export interface ChainBreak {
  readonly sequence: number
  readonly kind: 'missing' | 'changed' | 'unreadable'
}

/** What recomputing the hash chain of one epoch says. */
export interface EpochVerdict {
  readonly epoch: Epoch
  /** The numbers that were looked at; rows before `from` have left the desk after their receipt. */
  readonly from: number
  readonly upTo: number
  readonly facts: number
  /** Numbers of which the journal keeps the hash, or only that they are lost. */
  readonly tombstones: number
  readonly holds: boolean
  /** The first break. */
  readonly broken: ChainBreak | null
}

interface EpochRow {
  readonly ordinal: number
  readonly epoch: Epoch
  readonly receipted: number
  readonly pruned: number
  readonly prunedChain: Chain
}

const pageSize = 500

/** Recomputes the chain of every epoch, oldest first, over all that is on disk. */
export async function* verifyChains(db: Database): AsyncIterable<EpochVerdict> {
  for (const { ordinal } of await db.all('SELECT ordinal FROM epochs ORDER BY ordinal')) {
    for (;;) {
      const row = await readEpoch(db, Number(ordinal))
      const verdict = await verifyEpoch(db, row)
      // In a journal that is in use old rows may leave while it is read.
      if (!verdict.holds && (await readEpoch(db, row.ordinal)).pruned !== row.pruned) continue
      yield verdict
      break
    }
  }
}

async function readEpoch(db: Database, ordinal: number): Promise<EpochRow> {
  // A file of an earlier version has not all of these columns.
  const [row] = await db.all('SELECT * FROM epochs WHERE ordinal = ?', ordinal)
  return {
    ordinal,
    epoch: String(row?.epoch) as Epoch,
    receipted: Number(row?.receipted),
    pruned: Number(row?.pruned ?? 0),
    prunedChain: String(row?.pruned_chain ?? ''),
  }
}

async function verifyEpoch(db: Database, row: EpochRow): Promise<EpochVerdict> {
  const { epoch, pruned } = row
  const from = pruned + 1
  let previous = pruned === 0 ? chainStart : row.prunedChain
  let [next, facts, tombstones] = [from, 0, 0]
  const verdict = (broken: ChainBreak | null): EpochVerdict => {
    return { epoch, from, upTo: next - 1, facts, tombstones, holds: broken === null, broken }
  }
  for await (const stored of rowsOf(db, row.ordinal, pruned)) {
    const sequence = sequenceOf(Number(stored.position) as Position)
    if (sequence !== next) return verdict({ sequence: next, kind: 'missing' })
    const fact = parseFact(stored)
    if (!fact) return verdict({ sequence, kind: 'unreadable' })
    const isItself = fact.id === stored.id && fact.chain === stored.chain
    if (!isItself || !isAt(fact, epoch, sequence) || !followsChain(fact, previous))
      return verdict({ sequence, kind: 'changed' })
    previous = fact.chain
    next += 1
    if (fact.type === tombstoneType) tombstones += 1
    else facts += 1
  }
  // A receipt says that there was a row; nothing says so of the rows behind it.
  return verdict(next <= row.receipted ? { sequence: next, kind: 'missing' } : null)
}

async function* rowsOf(db: Database, ordinal: number, pruned: number): AsyncIterable<Row> {
  const end = positionOf(ordinal + 1, 0)
  for (let after: number = positionOf(ordinal, pruned); ; ) {
    const rows = await db.all(
      'SELECT position, id, chain, body FROM facts WHERE position > ? AND position < ? ORDER BY position LIMIT ?',
      after,
      end,
      pageSize,
    )
    yield* rows
    if (rows.length < pageSize) return
    after = Number(rows.at(-1)?.position)
  }
}

function parseFact({ body }: Row): Fact | undefined {
  try {
    return JSON.parse(String(body)) as Fact
  } catch {
    return undefined
  }
}

const isAt = (fact: Fact, epoch: Epoch, sequence: number) => fact.epoch === epoch && Number(fact.sequence) === sequence
