import { type Epoch, emptyTombstone, type Sequence, unknownChain } from '../contract/index.ts'
import type { Clock } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import type { DeskNames, Head } from './envelope.ts'
import { positionOf } from './position.ts'
import { writeWithin } from './rows.ts'
import { findLooseFacts, placeIn } from './salvage/loose-facts.ts'
import { readLeaf } from './salvage/page.ts'
import { type Candidate, type Numbered, type Proven, prove } from './salvage/prove.ts'
import { type OtherRow, recognise } from './salvage/rows.ts'
import { pageSize, type Wal } from './salvage/wal.ts'
import { findWhole, wholeKey } from './whole.ts'

/*
 * The end of a log, behind the last transaction that SQLite takes.
 *
 * A power cut can leave the transaction that was being written there, in any state; it was not accepted, and no epoch may
 * be lost over it. But a transaction that was accepted as the very last looks the same once something broke its frames:
 * nothing behind it shows that it was whole. So both are treated alike, and without a new epoch. What is found whole takes
 * its place, facts and all that goes with them. Of any other the numbers go out as tombstones, "lost or never issued", and
 * the chain begins anew behind them. Only where the journal keeps nothing but facts each one stands for itself: one that
 * follows the chain is a fact, accepted or not.
 */

/** What was left behind the last transaction. */
export interface Tail {
  /** Readings of facts, with the number that each claims, and whether the fact's own words confirm it. */
  readonly facts: readonly (Candidate & { readonly sequence: number; readonly isConfirmed: boolean })[]
  /** Rows of other tables; whether they belong together is for the mark of the transaction to say. */
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
    facts.push(...loose.map((fact) => ({ ...fact, trusted, isConfirmed: true })))
    const leaf = readLeaf(bytesOf(frame), frame.page, (page) => pages.get(page))
    for (const row of leaf?.cells.flatMap((cell) => recognise(cell) ?? []) ?? []) {
      if (row.table === 'facts' && row.ordinal === ordinal)
        facts.push({ ...row, trusted, isConfirmed: placeIn(row.body)?.sequence === row.sequence })
      if (row.table === 'state' || row.table === 'dedupe' || row.table === 'results') others.push(row)
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
  const last = lastOf(ours, head.sequence)
  if (last === head.sequence) return { found: 0, reported: 0 }
  const all = new Map(
    [...prove(head.epoch, head, numbered(ours.filter(({ sequence }) => sequence <= last)))].map((fact) => [
      fact.sequence,
      fact,
    ]),
  )
  const whole = findWhole(tail.others, await numbersIn(db))
  const isWhole = whole?.upTo === positionOf(head.ordinal, last) && all.size === last - head.sequence
  const isAlone = whole === undefined && !(await keepsMarks(db, tail))
  const proven: ReadonlyMap<number, Proven> = isWhole || isAlone ? all : new Map()
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
    if (isWhole) await writeWithin(transaction, whole.rows)
    return { found: proven.size, reported: last - head.sequence - proven.size }
  })
}

/** The last number that was written. A broken row may claim any; there cannot be more numbers than rows. */
function lastOf(facts: Tail['facts'], before: number): number {
  const claimed = [...new Set(facts.map(({ sequence }) => sequence))].sort((a, b) => a - b)
  const isSure = (number: number) => facts.some(({ sequence, isConfirmed }) => sequence === number && isConfirmed)
  return claimed.filter((number) => isSure(number) || number <= before + claimed.length).at(-1) ?? before
}

/** Whether transactions of this journal say what they consist of. */
async function keepsMarks(db: Database, { others }: Tail): Promise<boolean> {
  if (others.some(({ table, key }) => table === 'state' && key === wholeKey)) return true
  return (await db.all('SELECT 1 FROM state WHERE key = ?', wholeKey)).length > 0
}

/** The highest row numbers on disk. */
async function numbersIn(db: Database): Promise<{ readonly dedupe: number; readonly results: number }> {
  const [row] = await db.all(
    'SELECT (SELECT max(number) FROM dedupe) AS dedupe, (SELECT max(number) FROM results) AS results',
  )
  return { dedupe: Number(row?.dedupe ?? 0), results: Number(row?.results ?? 0) }
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
