import { crc32 } from 'node:zlib'
import type { Position } from './position.ts'
import type { CommitRow } from './rows.ts'
import type { OtherRow } from './salvage/rows.ts'

/*
 * The mark of a whole transaction.
 *
 * What a power cut leaves behind the last transaction may hold its facts and not the state that goes with them. A counter
 * that does not know what it did does it again: a rating counts twice, two citizens get one number. So each transaction
 * says of itself what it consists of, and of one that is not all there nothing is taken.
 */

/** Under which state key the mark of the newest transaction lies. */
export const wholeKey = 'journal/whole'

/** What a transaction with facts wrote. */
interface Mark {
  /** The position of its last fact. */
  readonly upTo: Position
  /** The state keys, in the order in which they were written. */
  readonly states: readonly string[]
  /** How many names of presses, and how many results. */
  readonly dedupe: number
  readonly results: number
  /** CRC-32 over all of them: what was read from several broken pages must belong together. */
  readonly sum: number
}

/** The row that says what a transaction consists of: facts up to a position, and these rows. */
export function markOf(upTo: Position, rows: readonly CommitRow[]): CommitRow {
  const states = rows.filter(([kind]) => kind === 'state')
  const dedupe = rows.filter(([kind]) => kind === 'dedupe')
  const results = rows.filter(([kind]) => kind === 'result')
  const mark: Mark = {
    upTo,
    states: states.map(([, key]) => String(key)),
    dedupe: dedupe.length,
    results: results.length,
    sum: sumOf([...states, ...dedupe, ...results]),
  }
  return ['state', wholeKey, JSON.stringify(mark)]
}

/** A transaction that was found whole: up to which position its facts go, and what else it wrote. */
export interface WholeTransaction {
  readonly upTo: Position
  readonly rows: readonly CommitRow[]
}

/** The highest row numbers that were there before a transaction. */
export interface NumbersBefore {
  readonly dedupe: number
  readonly results: number
}

/** Finds the transaction that the newest mark among these rows speaks of; undefined when any part of it is missing. */
export function findWhole(found: readonly OtherRow[], before: NumbersBefore): WholeTransaction | undefined {
  const states = new Map(found.flatMap(({ table, columns: [key, value] }) => (table === 'state' ? [[key, value]] : [])))
  const written = states.get(wholeKey)
  const mark = typeof written === 'string' ? readMark(written) : undefined
  if (!mark) return undefined
  const added = (table: 'dedupe' | 'results', count: number) =>
    [...new Map(found.flatMap((row) => (row.table === table ? [[Number(row.columns[0]), row.columns[1]]] : [])))]
      .filter(([number]) => number > before[table])
      .sort(([a], [b]) => a - b)
      .slice(0, count)
      .map(([, text]) => String(text))
  const names = added('dedupe', mark.dedupe)
  const bodies = added('results', mark.results)
  const rows: CommitRow[] = [
    ...mark.states.map((key): CommitRow => ['state', key, states.get(key) ?? '']),
    ...names.map((name): CommitRow => ['dedupe', name]),
    ...bodies.map((body): CommitRow => ['result', idOf(body), body]),
  ]
  if (sumOf(rows) !== mark.sum) return undefined
  return { upTo: mark.upTo, rows: [...rows, ['state', wholeKey, String(written)]] }
}

function sumOf(rows: readonly CommitRow[]): number {
  let sum = 0
  // Lengths keep apart what would read alike when it is joined.
  for (const [kind, ...values] of rows)
    for (const value of values) sum = crc32(`${kind} ${String(value).length} ${value}`, sum)
  return sum
}

function readMark(text: string): Mark | undefined {
  const mark = JSON.parse(text) as Mark | null
  return mark !== null && Array.isArray(mark.states) ? mark : undefined
}

/** The command that a result is of; empty where it cannot be read, which the sum then shows. */
function idOf(body: string): string {
  return /"id":"([^"\\]*)"/.exec(body)?.[1] ?? ''
}
