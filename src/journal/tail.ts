import { type Epoch, emptyTombstone, type Sequence, unknownChain } from '../contract/index.ts'
import type { Clock } from '../core/index.ts'
import type { Database, Executor } from '../sqlite/index.ts'
import type { DeskNames, Head } from './envelope.ts'
import { positionOf } from './position.ts'
import { findLooseFacts } from './salvage/loose-facts.ts'
import { readLeaf } from './salvage/page.ts'
import { type Candidate, type Numbered, prove } from './salvage/prove.ts'
import { type OtherRow, recognise } from './salvage/rows.ts'
import { pageSize, type Wal } from './salvage/wal.ts'

/*
 * The end of a log, behind the last transaction that SQLite takes.
 *
 * A power cut can leave the transaction that was being written there, in any state; it was not accepted, and no epoch may
 * be lost over it. But a transaction that was accepted as the very last looks the same once something broke its frames:
 * nothing behind it shows that it was whole. So both are treated alike, and without a new epoch. A fact that follows the
 * chain is a fact, accepted or not, and takes its number. A number that was written but cannot be read any more goes out
 * as a tombstone, "lost or never issued", and the chain begins anew behind it.
 */

/** What was left behind the last transaction. */
export interface Tail {
  /** Readings of facts, with the number that each claims. */
  readonly facts: readonly (Candidate & { readonly sequence: number })[]
  /** Rows of other tables from frames whose checksum holds. */
  readonly others: readonly OtherRow[]
}

/** What was done with a tail. */
export interface Adopted {
  readonly found: number
  readonly reported: number
}

/** Reads what an epoch has behind the last transaction of a log, before SQLite writes over it. */
export function readTail(wal: Wal, { epoch, ordinal }: Head): Tail {
  const facts: Tail['facts'][number][] = []
  const others: OtherRow[] = []
  const bytesOf = ({ offset }: { readonly offset: number }) => wal.bytes.subarray(offset, offset + pageSize)
  const pages = new Map(wal.frames.map((frame) => [frame.page, bytesOf(frame)]))
  for (const frame of wal.frames.slice(wal.taken)) {
    const trusted = frame.sound
    const loose = findLooseFacts(bytesOf(frame)).filter((fact) => fact.epoch === epoch)
    facts.push(...loose.map((fact) => ({ ...fact, trusted })))
    const leaf = readLeaf(bytesOf(frame), frame.page, (page) => pages.get(page))
    for (const row of leaf?.cells.flatMap((cell) => recognise(cell) ?? []) ?? []) {
      if (row.table === 'facts' && row.ordinal === ordinal) facts.push({ ...row, trusted })
      if (frame.sound && (row.table === 'state' || row.table === 'dedupe' || row.table === 'results')) others.push(row)
    }
  }
  return { facts, others }
}

/** Gives the numbers of a tail to its facts, or to tombstones. */
export async function adoptTail(
  db: Database,
  tail: Tail,
  head: Head,
  reserved: number,
  options: DeskNames & { readonly clock: Clock },
): Promise<Adopted> {
  // A number beyond what was reserved was never issued, whatever it looks like.
  const ours = tail.facts.filter(({ sequence }) => sequence > head.sequence && sequence <= reserved)
  const last = Math.max(head.sequence, ...ours.map(({ sequence }) => sequence))
  if (last === head.sequence) return { found: 0, reported: 0 }
  const proven = new Map([...prove(head.epoch, head, numbered(ours))].map((fact) => [fact.sequence, fact]))
  return await db.transaction(async (transaction) => {
    for (let sequence = head.sequence + 1; sequence <= last; sequence++) {
      const row = proven.get(sequence) ?? lost(head, sequence, options)
      await transaction.run(
        'INSERT INTO facts (position, id, chain, body) VALUES (?, ?, ?, ?)',
        positionOf(head.ordinal, sequence),
        row.id,
        row.chain,
        row.body,
      )
    }
    const reported = last - head.sequence - proven.size
    // Only with all of its facts is a transaction known to be the one that follows what is on disk.
    if (reported === 0) await adoptOthers(transaction, tail.others)
    return { found: proven.size, reported }
  })
}

/** The newest readings first: a later frame is a later state of its page. */
function numbered(facts: Tail['facts']): Numbered[] {
  return [...Map.groupBy([...facts].reverse(), ({ sequence }) => sequence)]
    .map(([sequence, candidates]) => ({ sequence, candidates }))
    .sort((a, b) => a.sequence - b.sequence)
}

function lost(head: Head, sequence: number, { centre, desk, clock }: DeskNames & { readonly clock: Clock }) {
  const number = { epoch: head.epoch as Epoch, sequence: sequence as Sequence }
  const tombstone = emptyTombstone({ centre, desk, ...number, reason: 'damaged', at: clock.wall() })
  return { id: tombstone.id, chain: unknownChain, body: JSON.stringify(tombstone) }
}

const insert = {
  state: 'INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)',
  dedupe: 'INSERT OR IGNORE INTO dedupe (number, key) VALUES (?, ?)',
  results: 'INSERT OR IGNORE INTO results (number, body) VALUES (?, ?)',
} as const

async function adoptOthers(transaction: Executor, rows: readonly OtherRow[]): Promise<void> {
  for (const { table, columns } of rows) {
    if (table === 'state' || table === 'dedupe' || table === 'results') await transaction.run(insert[table], ...columns)
  }
}
