import { FactIndex, type NumberRange } from './fact-index.ts'
import type { Images } from './images.ts'
import { findLooseFacts } from './loose-facts.ts'
import { readRows } from './page-rows.ts'
import type { Numbered } from './prove.ts'
import type { EpochRow, OtherRow } from './rows.ts'

/** All that was found in a set-aside journal. Bodies of facts are read again when they are asked for: there may be a million. */
export interface Findings {
  /** The newest reading of each epoch's row. */
  readonly epochs: ReadonlyMap<number, EpochRow>
  /** The newest reading of each row of the small tables. */
  readonly others: readonly OtherRow[]
  /** The names that facts give to the epochs of their numbers. */
  readonly names: ReadonlyMap<number, string>
  /** The lowest and highest number of an epoch of which something is left that agrees with itself. */
  range(ordinal: number): NumberRange | undefined
  /** All readings of the facts of an epoch, by number. */
  facts(ordinal: number): Iterable<Numbered>
}

interface Ranked {
  readonly row: EpochRow | OtherRow
  readonly rank: number
}

/** Reads all images of all pages. */
export function gather(images: Images): Findings {
  const facts = new FactIndex(images)
  const small = new Map<number, Map<string, Ranked>>()
  for (const image of images) {
    const bytes = images.bytes(image)
    if (!bytes) continue
    const { rows, flawless } = readRows(bytes, image.page, images)
    // What a newer image of a page that is in order no longer holds was deleted.
    const kept = flawless ? new Map<string, Ranked>() : new Map(small.get(image.page))
    for (const [index, row] of rows.entries()) {
      if (row.table === 'facts') facts.add(row, image.rank, index)
      else kept.set(keyOf(row), { row, rank: image.rank })
    }
    small.set(image.page, kept)
    if (!flawless) facts.addLoose(findLooseFacts(bytes), image.rank)
  }
  const newest = [...newestOf(small.values()).values()].map(({ row }) => row)
  const epochs = new Map(newest.flatMap((row) => (row.table === 'epochs' ? [[row.ordinal, row] as const] : [])))
  const names = facts.names(epochs)
  facts.settle(names)
  return {
    epochs,
    others: newest.filter((row) => row.table !== 'epochs'),
    names,
    range: (ordinal) => facts.range(ordinal),
    facts: (ordinal) => facts.of(ordinal),
  }
}

function newestOf(pages: Iterable<ReadonlyMap<string, Ranked>>): Map<string, Ranked> {
  const newest = new Map<string, Ranked>()
  for (const page of pages) {
    for (const [key, ranked] of page) {
      if (ranked.rank >= (newest.get(key)?.rank ?? 0)) newest.set(key, ranked)
    }
  }
  return newest
}

function keyOf(row: EpochRow | OtherRow): string {
  return `${row.table} ${row.table === 'epochs' ? row.ordinal : row.key}`
}
