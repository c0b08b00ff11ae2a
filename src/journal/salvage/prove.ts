import { type Chain, type Fact, followsChain, tombstoneType, unknownChain } from '../../contract/index.ts'
import { isUuid } from '../../core/index.ts'

/** One reading of a fact's row; the same row may be found several times, whole or broken. */
export interface Candidate {
  readonly id: string
  readonly chain: Chain
  readonly body: string
  /** Nothing speaks against the page on which it was found. */
  readonly trusted: boolean
}

/** All readings of one number, the newest first. */
export interface Numbered {
  readonly sequence: number
  readonly candidates: readonly Candidate[]
}

/** A fact that is what it was when it was accepted. */
export interface Proven {
  readonly sequence: number
  readonly id: string
  readonly chain: Chain
  readonly body: string
}

/** What is known of the chain value at a number. */
interface Known {
  readonly sequence: number
  /** `proven` is certain; what a broken row says of its own value is worth trying. */
  readonly proven?: Chain
  readonly said: readonly Chain[]
}

/**
 * Picks, in order, the readings that the hash chain proves: each must follow the value before it. Behind a hole nothing
 * can be followed. There the value that a broken row still carries proves its neighbour or speaks against it; where
 * nothing of the row before is left, a reading is taken if its page is in order and its successor, if any, follows it.
 */
export function* prove(
  epoch: string,
  start: { sequence: number; chain: Chain },
  rows: Iterable<Numbered>,
): Iterable<Proven> {
  let before: Known = {
    sequence: start.sequence,
    said: [],
    ...(start.chain === unknownChain ? {} : { proven: start.chain }),
  }
  for (const [row, next] of inPairs(rows)) {
    if (row.sequence <= start.sequence) continue
    const readings = row.candidates.flatMap((candidate) => {
      const fact = readFact(candidate, epoch, row.sequence)
      return fact ? [{ candidate, fact }] : []
    })
    const successor = next?.sequence === row.sequence + 1 ? next : undefined
    const found = pick(readings, before.sequence === row.sequence - 1 ? before : undefined, followers(epoch, successor))
    if (found) yield { sequence: row.sequence, id: found.fact.id, chain: found.fact.chain, body: found.candidate.body }
    before =
      found && found.fact.chain !== unknownChain
        ? { sequence: row.sequence, proven: found.fact.chain, said: [] }
        : {
            sequence: row.sequence,
            said: row.candidates.map(({ chain }) => chain).filter((chain) => chain !== unknownChain),
          }
  }
}

interface Reading {
  readonly candidate: Candidate
  readonly fact: Fact
}

/** The facts that the next number may be; none when nothing of it can be read. */
function followers(epoch: string, next: Numbered | undefined): readonly Fact[] {
  return next?.candidates.flatMap((candidate) => readFact(candidate, epoch, next.sequence) ?? []) ?? []
}

function pick(readings: readonly Reading[], before: Known | undefined, after: readonly Fact[]): Reading | undefined {
  const leadsOn = ({ fact }: Reading) => after.some((next) => followsChain(next, fact.chain))
  const firstOf = (good: readonly Reading[]) => good.find(leadsOn) ?? good[0]
  const values = before?.proven === undefined ? (before?.said ?? []) : [before.proven]
  const following = readings.filter(({ fact }) => values.some((value) => followsChain(fact, value)))
  if (following.length > 0 || values.length > 0) return firstOf(following)
  const trusted = readings.filter(({ candidate, fact }) => candidate.trusted || isEmptyTombstone(fact))
  return after.length === 0 ? trusted[0] : trusted.find((one) => leadsOn(one) || isEmptyTombstone(one.fact))
}

function isEmptyTombstone(fact: Fact): boolean {
  return fact.type === tombstoneType && fact.chain === unknownChain
}

/** The fact of a reading whose columns agree with its body. */
function readFact({ id, chain, body }: Candidate, epoch: string, sequence: number): Fact | undefined {
  try {
    const fact = JSON.parse(body) as Partial<Fact>
    const agrees =
      fact.id === id && isUuid(id) && fact.chain === chain && fact.epoch === epoch && Number(fact.sequence) === sequence
    return agrees && typeof fact.type === 'string' && typeof fact.data === 'object' ? (fact as Fact) : undefined
  } catch {
    return undefined
  }
}

function* inPairs<T>(items: Iterable<T>): Iterable<readonly [T, T | undefined]> {
  let held: { readonly item: T } | undefined
  for (const item of items) {
    if (held) yield [held.item, item]
    held = { item }
  }
  if (held) yield [held.item, undefined]
}
