import { type Chain, type Fact, followsChain, tombstoneType } from '../../contract/index.ts'

/** A fact that may be the next of its stream. */
export interface Candidate {
  readonly fact: Fact
  /** The fact as it came. */
  readonly body: string
  readonly from: 'arrival' | 'early'
}

/** How far a stream has come. */
export interface Reached {
  readonly applied: number
  readonly chain: Chain
}

/** What becomes of candidates. */
export interface Followed {
  readonly reached: Reached
  /** In order, without gaps. */
  readonly taken: readonly Candidate[]
  /** Those whose chain value does not follow. */
  readonly broken: readonly Candidate[]
  /** Those that must wait for an earlier one. */
  readonly ahead: readonly Candidate[]
  /** How many have a number that the stream has already. */
  readonly known: number
}

/**
 * Continues a stream as far as the candidates go: only last + 1 is taken, and only if its chain value follows. A known
 * number needs no work, also when an original comes after its tombstone.
 */
export function follow(from: Reached, candidates: readonly Candidate[]): Followed {
  let { applied, chain } = from
  let known = 0
  const [taken, broken, ahead]: [Candidate[], Candidate[], Candidate[]] = [[], [], []]
  for (const candidate of [...candidates].sort(inOrder)) {
    const sequence = Number(candidate.fact.sequence)
    if (sequence <= applied) known++
    else if (sequence > applied + 1) ahead.push(candidate)
    else if (continues(candidate.fact, chain)) {
      taken.push(candidate)
      applied = sequence
      chain = candidate.fact.chain
    } else broken.push(candidate)
  }
  return { reached: { applied, chain }, taken, broken, ahead, known }
}

/** By number; a fact before its tombstone, should both have come. */
function inOrder(a: Candidate, b: Candidate): number {
  return Number(a.fact.sequence) - Number(b.fact.sequence) || rank(a) - rank(b)
}

function rank({ fact }: Candidate): number {
  return fact.type === tombstoneType ? 1 : 0
}

/** Data nested too deeply to be hashed has no chain value that could follow. */
function continues(fact: Fact, chain: Chain): boolean {
  try {
    return followsChain(fact, chain)
  } catch {
    return false
  }
}
