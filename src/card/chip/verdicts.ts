import type { TextKey } from '../../core/index.ts'
import type { ChipProof } from './active-authentication.ts'
import type { PassiveCheck } from './passive-authentication.ts'

/** What is known of a chip that was read: three verdicts, none of which stands for another. */
export interface Verdicts {
  /** Whether all that was wanted could be read. */
  readonly read: 'whole' | 'part'
  /** Whether the data are those that were signed, in the chip for which they were signed. */
  readonly unaltered: 'proven' | 'altered' | 'unknown'
  /** Whether a country that we trust vouches for them. */
  readonly issuer: 'confirmed' | 'not-verified' | 'refused'
}

/** What the verdicts are made of. */
export interface Evidence {
  readonly missing: readonly unknown[]
  /** Absent where the chip has no security object, or one that is signed in a way that we do not know. */
  readonly passive: PassiveCheck | undefined
  /** What the chip showed; empty where it offers no proof of its own. */
  readonly proofs: readonly ChipProof[]
}

/** The verdicts that evidence allows. */
export function judge({ missing, passive, proofs }: Evidence): Verdicts {
  const unaltered = judgeData(passive, proofs)
  return { read: missing.length === 0 ? 'whole' : 'part', unaltered, issuer: judgeIssuer(passive, unaltered) }
}

/** The sentences of the verdicts, in their order. */
export function sentencesOf({ read, unaltered, issuer }: Verdicts): readonly TextKey[] {
  return [`card.verdict.read.${read}`, `card.verdict.unaltered.${unaltered}`, `card.verdict.issuer.${issuer}`]
}

function judgeData(passive: PassiveCheck | undefined, proofs: readonly ChipProof[]): Verdicts['unaltered'] {
  if (proofs.includes('wrong')) return 'altered'
  if (passive === undefined) return 'unknown'
  if (passive.signature === 'broken' || passive.changed.length > 0) return 'altered'
  // One key that the chip shows is enough: both are its own, and both are signed for.
  return proofs.includes('refused') && !proofs.includes('genuine') ? 'unknown' : 'proven'
}

/** Nobody vouches for data that were altered, whoever signed what they were before. */
function judgeIssuer(passive: PassiveCheck | undefined, unaltered: Verdicts['unaltered']): Verdicts['issuer'] {
  if (unaltered === 'altered') return 'refused'
  if (passive === undefined || passive.issuer === 'unknown') return 'not-verified'
  return passive.issuer === 'confirmed' ? 'confirmed' : 'refused'
}
