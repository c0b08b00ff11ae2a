import { readRecord, readVarint, type Value } from './record.ts'

/** One row of a leaf page. Rows of a table without row numbers have none. */
export interface Cell {
  readonly number: number | undefined
  readonly values: readonly Value[]
}

/** What can be read of a page. */
export interface Leaf {
  readonly cells: readonly Cell[]
  /** Nothing on the page contradicts anything else on it: every cell can be read, and no two overlap. */
  readonly flawless: boolean
}

/** Looks up a page, for rows that are too long for their own. */
export type FindPage = (page: number) => Buffer | undefined

const tableLeaf = 0x0d
const indexLeaf = 0x0a
/** The inner pages of a table without row numbers hold rows as well. */
const indexInner = 0x02

/**
 * The rows of a page of a b-tree (https://sqlite.org/fileformat2.html#b_tree_pages), each read on its own, so that a
 * broken one takes no other with it. Undefined when it is no page of rows.
 */
export function readLeaf(page: Buffer, pageNumber: number, find: FindPage): Leaf | undefined {
  const head = pageNumber === 1 ? 100 : 0
  const kind = page[head]
  if (kind !== tableLeaf && kind !== indexLeaf && kind !== indexInner) return undefined
  // Before each row of an inner page stands the page below it, and in the head the one behind the last row.
  const below = kind === indexInner ? 4 : 0
  const count = page.readUInt16BE(head + 3)
  const pointers = head + 8 + below
  const cells: Cell[] = []
  const extents: (readonly [from: number, to: number])[] = []
  for (let at = pointers; at < pointers + 2 * count && at + 2 <= page.length; at += 2) {
    const from = page.readUInt16BE(at)
    const read = from < pointers + 2 * count ? undefined : readCell(page, from + below, kind === tableLeaf, find)
    if (!read) continue
    cells.push(read.cell)
    extents.push([from, read.end])
  }
  extents.sort(([a], [b]) => a - b)
  const apart = extents.every(([from], index) => index === 0 || from >= (extents[index - 1]?.[1] ?? 0))
  return { cells, flawless: apart && cells.length === count }
}

function readCell(page: Buffer, from: number, inTable: boolean, find: FindPage) {
  const size = readVarint(page, from)
  if (!size) return undefined
  const number = inTable ? readVarint(page, size.next) : undefined
  if (inTable && !number) return undefined
  const start = number?.next ?? size.next
  const local = localSize(page.length, size.value, inTable)
  const here = page.subarray(start, start + local)
  if (here.length < local) return undefined
  const whole = local === size.value
  const payload = whole ? here : withOverflow(page, start + local, size.value, here, find)
  const values = payload && readRecord(payload)
  return values && { cell: { number: number?.value, values }, end: start + local + (whole ? 0 : 4) }
}

/** How much of a payload lies on the leaf itself. */
function localSize(usable: number, size: number, inTable: boolean): number {
  const largest = inTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (size <= largest) return size
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const fitting = least + ((size - least) % (usable - 4))
  return fitting <= largest ? fitting : least
}

function withOverflow(page: Buffer, pointerAt: number, size: number, here: Buffer, find: FindPage): Buffer | undefined {
  const parts: Buffer[] = [here]
  let missing = size - here.length
  let next = pointerAt + 4 <= page.length ? page.readUInt32BE(pointerAt) : 0
  // A chain that leads in a circle ends when the payload is complete.
  while (missing > 0) {
    const overflow = next === 0 ? undefined : find(next)
    if (!overflow) return undefined
    const part = overflow.subarray(4, 4 + Math.min(missing, overflow.length - 4))
    parts.push(part)
    missing -= part.length
    next = overflow.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}
