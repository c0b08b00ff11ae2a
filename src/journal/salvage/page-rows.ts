import type { Images } from './images.ts'
import { placeIn } from './loose-facts.ts'
import { readLeaf } from './page.ts'
import { type FoundRow, recognise } from './rows.ts'

/** The rows of a page. */
export interface PageRows {
  readonly rows: readonly FoundRow[]
  /** The page is a leaf on which everything was recognised and agrees. */
  readonly flawless: boolean
}

/** Reads the rows of a page, as far as they can be recognised. */
export function readRows(bytes: Buffer, page: number, images: Images): PageRows {
  const leaf = readLeaf(bytes, page, images.find)
  if (!leaf) return { rows: [], flawless: false }
  const rows = leaf.cells.flatMap((cell) => recognise(cell) ?? [])
  return { rows, flawless: leaf.flawless && rows.length === leaf.cells.length && rows.every(agrees) }
}

function agrees(row: FoundRow): boolean {
  if (row.table !== 'facts') return true
  const place = placeIn(row.body)
  return place?.sequence === row.sequence && place.chain === row.chain
}
