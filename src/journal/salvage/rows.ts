import { isUuid } from '../../core/index.ts'
import { ordinalOf, type Position, sequenceOf } from '../position.ts'
import type { Cell } from './page.ts'
import type { Value } from './record.ts'

/** A row of the table of facts, as far as it can be read. Whether it is true is for the chain to say. */
export interface FactRow {
  readonly table: 'facts'
  readonly ordinal: number
  readonly sequence: number
  readonly id: string
  readonly chain: string
  readonly body: string
}

/** A row of the table of epochs. */
export interface EpochRow {
  readonly table: 'epochs'
  readonly ordinal: number
  readonly epoch: string
  readonly begun: string
  readonly receipted: number
  readonly superseded: number
  readonly last: number | undefined
  readonly pruned: number
  readonly prunedChain: string
}

/** A row of another table, whose columns go over as they are. */
export interface OtherRow {
  readonly table: 'state' | 'dedupe' | 'inbox' | 'results' | 'quarantine' | 'milestones'
  /** What tells it from other rows of its table. */
  readonly key: string | number
  readonly columns: readonly (string | number | null)[]
}

/** A row that was recognised by its shape: a page says which table it belongs to only through pages that may be broken. */
export type FoundRow = FactRow | EpochRow | OtherRow

const hashOrNothing = /^([0-9a-f]{64})?$/
const epochName = /^[0-9a-z]{6}$/

/** What table a row of a leaf page is from. */
export function recognise({ number, values }: Cell): FoundRow | undefined {
  return number === undefined ? recogniseKeyed(values) : recogniseNumbered(number, values)
}

function recogniseNumbered(number: number, values: readonly Value[]): FoundRow | undefined {
  const [alias, a, b, c] = values
  // The number of a row is its first column, which is therefore empty.
  if (alias !== null) return undefined
  if (values.length >= 6) return epochRow(number, values)
  if (values.length === 4 && isText(a) && isText(b) && isText(c) && isUuid(a) && hashOrNothing.test(b)) {
    const position = number as Position
    return { table: 'facts', ordinal: ordinalOf(position), sequence: sequenceOf(position), id: a, chain: b, body: c }
  }
  if (values.length === 4 && isText(a) && isObject(b) && (c === null || isObject(c)))
    return { table: 'inbox', key: a, columns: [number, a, b, c] }
  if (values.length === 3 && isText(a) && isObject(b))
    return { table: 'quarantine', key: number, columns: [number, a, b] }
  if (values.length !== 2 || !isText(a)) return undefined
  return isObject(a)
    ? { table: 'results', key: number, columns: [number, a] }
    : { table: 'dedupe', key: a, columns: [number, a] }
}

function recogniseKeyed(values: readonly Value[]): FoundRow | undefined {
  const [a, b, c] = values
  if (values.length === 2 && isText(a) && isText(b) && isJson(b)) return { table: 'state', key: a, columns: [a, b] }
  if (values.length === 3 && isCount(a) && isCount(b) && isCount(c))
    return { table: 'milestones', key: `${a}/${b}`, columns: [a, b, c] }
  return undefined
}

function epochRow(ordinal: number, values: readonly Value[]): EpochRow | undefined {
  const [, epoch, begun, receipted, , superseded, last = null, , pruned = 0, prunedChain = ''] = values
  if (!isText(epoch) || !epochName.test(epoch) || !isText(begun) || !isCount(receipted) || !isCount(superseded))
    return undefined
  if ((last !== null && !isCount(last)) || !isCount(pruned) || !isText(prunedChain)) return undefined
  if (!hashOrNothing.test(prunedChain)) return undefined
  return { table: 'epochs', ordinal, epoch, begun, receipted, superseded, last: last ?? undefined, pruned, prunedChain }
}

function isText(value: Value | undefined): value is string {
  return typeof value === 'string'
}

function isCount(value: Value | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isObject(value: Value | undefined): value is string {
  return isText(value) && value.startsWith('{') && isJson(value)
}
