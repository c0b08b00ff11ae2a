import type { Chain, Epoch, Fact, Receipt, Sequence } from '../contract/index.ts'
import { chainStart, unknownChain } from '../contract/index.ts'
import type { Database, Executor } from '../sqlite/index.ts'
import { advance, type Head, sealAgain } from './envelope.ts'
import { outstanding } from './outstanding.ts'
import { type Position, positionOf } from './position.ts'

/**
 * What a receipt means for this journal: `marked` the centre has more than we knew, `nothing` new, or `foreign`: it was
 * given to another life of this journal, which makes this one an old copy or a clone.
 */
export type ReceiptVerdict =
  | { readonly kind: 'marked'; readonly upTo: Position }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'foreign' }

interface EpochRow {
  readonly ordinal: number
  readonly receipted: number
  /** Rows up to here have left the desk. */
  readonly pruned: number
  /** Where an epoch that is over ends. */
  readonly last: number | undefined
}

/** Judges a receipt against the journal and marks what it proves. Changes nothing unless the verdict is `marked`. */
export async function judgeReceipt(db: Database, receipt: Receipt): Promise<ReceiptVerdict> {
  const named = await findEpoch(db, receipt.epoch)
  // Of an epoch we never had: the desk's name had another journal before, or has another one now. Ours is no copy of it, and
  // a new epoch for each such receipt would issue the backlog again and again.
  if (!named) return { kind: 'nothing' }
  if (!isOurs(await chainAt(db, named, receipt.upTo), receipt.chain)) {
    const delivers = named.last === undefined || named.receipted < named.last
    return { kind: delivers ? 'foreign' : 'nothing' }
  }
  if (receipt.upTo <= named.receipted) return { kind: 'nothing' }
  await db.run('UPDATE epochs SET receipted = ? WHERE ordinal = ?', receipt.upTo, named.ordinal)
  return { kind: 'marked', upTo: positionOf(named.ordinal, receipt.upTo) }
}

/** Begins a new epoch and issues under it, with their ids kept, all facts that no receipt covers. Returns the new head. */
export async function reissueUnder(epoch: Epoch, begun: string, db: Database, head: Head): Promise<Head> {
  const open = await outstanding(db)
  return await db.transaction(async (transaction) => {
    let next: Head = { epoch, ordinal: head.ordinal + 1, sequence: 0 as Sequence, chain: chainStart }
    await transaction.run('INSERT INTO epochs (ordinal, epoch, begun) VALUES (?, ?, ?)', next.ordinal, epoch, begun)
    for (const { after, upTo } of open) next = await copyFacts(transaction, after, upTo, next)
    await transaction.run(
      'UPDATE epochs SET superseded = 1, last = min(receipted, coalesce(last, receipted)) WHERE ordinal < ?',
      next.ordinal,
    )
    return next
  })
}

const pageSize = 500

async function copyFacts(transaction: Executor, after: Position, upTo: Position, head: Head): Promise<Head> {
  let next = head
  for (let from = after; ; ) {
    const rows = await transaction.all(
      'SELECT position, body FROM facts WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
      from,
      upTo,
      pageSize,
    )
    for (const row of rows) {
      const fact = sealAgain(JSON.parse(String(row.body)) as Fact, next)
      next = advance(next, fact.chain)
      await transaction.run(
        'INSERT INTO facts (position, id, chain, body) VALUES (?, ?, ?, ?)',
        positionOf(next.ordinal, next.sequence),
        fact.id,
        fact.chain,
        fact.body,
      )
      from = Number(row.position) as Position
    }
    if (rows.length < pageSize) return next
  }
}

async function findEpoch(db: Database, epoch: string): Promise<EpochRow | undefined> {
  const [row] = await db.all('SELECT ordinal, receipted, pruned, last FROM epochs WHERE epoch = ?', epoch)
  if (!row) return undefined
  const [ordinal, receipted, pruned] = [Number(row.ordinal), Number(row.receipted), Number(row.pruned)]
  return { ordinal, receipted, pruned, last: row.last === null ? undefined : Number(row.last) }
}

/** What can no longer be compared counts as ours; a number that was never given, whose value is undefined, does not. */
function isOurs(own: Chain | undefined, receipted: Chain): boolean {
  return own === unknownChain || own === receipted
}

/** The chain value at a number: unknown where the damage of a disk took it, or where its row left the desk long ago. */
async function chainAt(db: Database, row: EpochRow, sequence: number): Promise<Chain | undefined> {
  if (sequence === 0) return chainStart
  const [fact] = await db.all('SELECT chain FROM facts WHERE position = ?', positionOf(row.ordinal, sequence))
  if (fact) return String(fact.chain)
  return sequence <= Math.max(row.receipted, row.pruned) ? unknownChain : undefined
}
