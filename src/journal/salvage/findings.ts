import type { Image, Images } from './images.ts'
import { findLooseFacts, type LooseFact, tailOf } from './loose-facts.ts'
import { readLeaf } from './page.ts'
import type { Candidate, Numbered } from './prove.ts'
import { type EpochRow, type FactRow, type FoundRow, type OtherRow, recognise } from './rows.ts'

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

/** Numbers from `lowest` to `highest`. */
export interface NumberRange {
  readonly lowest: number
  readonly highest: number
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

interface PageRows {
  readonly rows: readonly FoundRow[]
  /** The page is a leaf on which everything was recognised and agrees. */
  readonly flawless: boolean
}

function readRows(bytes: Buffer, page: number, images: Images): PageRows {
  const leaf = readLeaf(bytes, page, images.find)
  if (!leaf) return { rows: [], flawless: false }
  const rows = leaf.cells.flatMap((cell) => recognise(cell) ?? [])
  return { rows, flawless: leaf.flawless && rows.length === leaf.cells.length && rows.every(agrees) }
}

function agrees(row: FoundRow): boolean {
  if (row.table !== 'facts') return true
  const tail = tailOf(row.body)
  return tail?.sequence === row.sequence && tail.chain === row.chain
}

/** Where each reading of each fact is, in a few bytes per reading. */
class FactIndex {
  readonly #images: Images
  readonly #votes = new Map<number, Map<string, number>>()
  readonly #ranges = new Map<number, NumberRange>()
  readonly #loose: (LooseFact & { readonly rank: number })[] = []
  readonly #ordinals: number[] = []
  readonly #sequences: number[] = []
  readonly #ranks: number[] = []
  /** The row on its page; below zero, ~n is the n-th loose fact. */
  readonly #rows: number[] = []
  #order: readonly number[] = []
  #cached: { readonly rank: number; readonly page: PageRows } | undefined

  constructor(images: Images) {
    this.#images = images
  }

  add(row: FactRow, rank: number, index: number): void {
    const tail = tailOf(row.body)
    if (tail?.sequence === row.sequence) {
      const votes = this.#votes.get(row.ordinal) ?? new Map<string, number>()
      this.#votes.set(row.ordinal, votes.set(tail.epoch, (votes.get(tail.epoch) ?? 0) + 1))
      this.#widen(row.ordinal, row.sequence)
    }
    this.#push(row.ordinal, row.sequence, rank, index)
  }

  addLoose(facts: readonly LooseFact[], rank: number): void {
    this.#loose.push(...facts.map((fact) => ({ ...fact, rank })))
  }

  /**
   * What most facts of each epoch call it; where there are none, what its own row says. A name belongs to one epoch: a
   * number that was not read right puts a fact into another one.
   */
  names(epochs: ReadonlyMap<number, EpochRow>): Map<number, string> {
    const votes = [...this.#votes].flatMap(([ordinal, named]) =>
      [...named].map(([name, count]) => ({ ordinal, name, count })),
    )
    votes.sort((a, b) => b.count - a.count)
    const rows = [...epochs.values()].map(({ ordinal, epoch }) => ({ ordinal, name: epoch }))
    const names = new Map<number, string>()
    const taken = new Set<string>()
    for (const { ordinal, name } of [...votes, ...rows]) {
      if (names.has(ordinal) || taken.has(name)) continue
      names.set(ordinal, name)
      taken.add(name)
    }
    return names
  }

  /** Gives loose facts their place, and puts everything in order: by number, the newest reading first. */
  settle(names: ReadonlyMap<number, string>): void {
    const ordinals = new Map([...names].map(([ordinal, name]) => [name, ordinal]))
    for (const [index, fact] of this.#loose.entries()) {
      const ordinal = ordinals.get(fact.epoch)
      if (ordinal === undefined) continue
      this.#push(ordinal, fact.sequence, fact.rank, ~index)
      this.#widen(ordinal, fact.sequence)
    }
    this.#order = Array.from(this.#ordinals.keys()).sort(
      (a, b) =>
        this.#at(this.#ordinals, a) - this.#at(this.#ordinals, b) ||
        this.#at(this.#sequences, a) - this.#at(this.#sequences, b) ||
        this.#at(this.#ranks, b) - this.#at(this.#ranks, a),
    )
  }

  range(ordinal: number): NumberRange | undefined {
    return this.#ranges.get(ordinal)
  }

  *of(ordinal: number): Iterable<Numbered> {
    let group: number[] = []
    for (const entry of this.#order) {
      if (this.#ordinals[entry] !== ordinal) continue
      if (group[0] !== undefined && this.#sequences[group[0]] !== this.#sequences[entry]) {
        yield this.#numbered(group)
        group = []
      }
      group.push(entry)
    }
    if (group.length > 0) yield this.#numbered(group)
  }

  #push(ordinal: number, sequence: number, rank: number, row: number): void {
    this.#ordinals.push(ordinal)
    this.#sequences.push(sequence)
    this.#ranks.push(rank)
    this.#rows.push(row)
  }

  #widen(ordinal: number, sequence: number): void {
    const { lowest, highest } = this.#ranges.get(ordinal) ?? { lowest: sequence, highest: sequence }
    this.#ranges.set(ordinal, { lowest: Math.min(lowest, sequence), highest: Math.max(highest, sequence) })
  }

  #numbered(entries: readonly number[]): Numbered {
    const candidates = new Map<string, Candidate>()
    for (const entry of entries) {
      const read = this.#candidate(entry)
      const known = read && candidates.get(read.body)
      if (read && !(known?.trusted && !read.trusted)) candidates.set(read.body, read)
    }
    return { sequence: this.#at(this.#sequences, entries[0] ?? 0), candidates: [...candidates.values()] }
  }

  #candidate(entry: number): Candidate | undefined {
    const [rank, row] = [this.#at(this.#ranks, entry), this.#at(this.#rows, entry)]
    const image = this.#images.at(rank)
    if (row < 0) {
      const loose = this.#loose[~row]
      return loose && { id: loose.id, chain: loose.chain, body: loose.body, trusted: image.sound }
    }
    const { rows, flawless } = this.#page(image)
    const found = rows[row]
    return found?.table === 'facts'
      ? { id: found.id, chain: found.chain, body: found.body, trusted: image.sound || flawless }
      : undefined
  }

  #page(image: Image): PageRows {
    if (this.#cached?.rank === image.rank) return this.#cached.page
    const bytes = this.#images.bytes(image)
    const page = bytes ? readRows(bytes, image.page, this.#images) : { rows: [], flawless: false }
    this.#cached = { rank: image.rank, page }
    return page
  }

  #at(values: readonly number[], index: number): number {
    return values[index] ?? 0
  }
}
