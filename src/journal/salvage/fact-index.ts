import type { Image, Images } from './images.ts'
import { type LooseFact, placeIn } from './loose-facts.ts'
import { type PageRows, readRows } from './page-rows.ts'
import type { Candidate, Numbered } from './prove.ts'
import type { EpochRow, FactRow } from './rows.ts'

/** Numbers from `lowest` to `highest`. */
export interface NumberRange {
  readonly lowest: number
  readonly highest: number
}

/** Facts on one page or two. */
const nearby = 64

/** Where each reading of each fact is, in a few bytes per reading. */
export class FactIndex {
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

  /** Takes note of a row of a page. */
  add(row: FactRow, rank: number, index: number): void {
    const place = placeIn(row.body)
    if (place?.sequence === row.sequence) {
      const votes = this.#votes.get(row.ordinal) ?? new Map<string, number>()
      this.#votes.set(row.ordinal, votes.set(place.epoch, (votes.get(place.epoch) ?? 0) + 1))
      this.#widen(row.ordinal, row.sequence)
    }
    this.#push(row.ordinal, row.sequence, rank, index)
  }

  /** Keeps facts that were found as text. */
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
      if (ordinal !== undefined) this.#push(ordinal, fact.sequence, fact.rank, ~index)
    }
    this.#order = Array.from(this.#ordinals.keys()).sort(
      (a, b) =>
        this.#at(this.#ordinals, a) - this.#at(this.#ordinals, b) ||
        this.#at(this.#sequences, a) - this.#at(this.#sequences, b) ||
        this.#at(this.#ranks, b) - this.#at(this.#ranks, a),
    )
    this.#widenByLoose()
  }

  /** The numbers of which something is left that agrees with itself. */
  range(ordinal: number): NumberRange | undefined {
    return this.#ranges.get(ordinal)
  }

  /** All readings of an epoch's facts, by number. */
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

  /** One wrong digit makes the number of a loose fact enormous. It counts only near another one. */
  #widenByLoose(): void {
    for (const [index, entry] of this.#order.entries()) {
      if (this.#at(this.#rows, entry) >= 0) continue
      const ordinal = this.#at(this.#ordinals, entry)
      const sequence = this.#at(this.#sequences, entry)
      const isNear = [this.#order[index - 1], this.#order[index + 1]].some(
        (other) =>
          other !== undefined &&
          this.#ordinals[other] === ordinal &&
          this.#sequences[other] !== sequence &&
          Math.abs(this.#at(this.#sequences, other) - sequence) <= nearby,
      )
      if (isNear) this.#widen(ordinal, sequence)
    }
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
