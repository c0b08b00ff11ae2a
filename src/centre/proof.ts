import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { Value } from 'typebox/value'
import { type DeskProof, proofSchema, proofText } from '../contract/index.ts'
import { type Clock, DeskError } from '../core/index.ts'

/** Judges which desk a browser is talking to: an application asks for a nonce, the page carries it there and back. */
export interface ProofJudge {
  /** A nonce for a page of this origin; good once, for a minute. */
  issue(origin: string): string
  /**
   * Which desk answered.
   * @throws DeskError DB-CTR-030 no proof, or of something else; -031 the key is not the desk's; -032 too late or used.
   */
  verifyProof(origin: string, proof: unknown): { readonly centre: string; readonly desk: string }
}

/** What judging needs. */
export interface ProofJudgeOptions {
  /** The public key of a desk as it was enrolled, base64url of its SubjectPublicKeyInfo; undefined for none. */
  readonly keyOf: (centre: string, desk: string) => string | undefined
  readonly clock: Clock
}

const nonceLife = 60_000
/** Who asks for more at once loses the oldest. */
const mostNonces = 10_000

/** A judge with no nonce given out. The desk's own clock is not asked: a nonce ages by the clock of the centre. */
export function createProofJudge({ keyOf, clock }: ProofJudgeOptions): ProofJudge {
  const issued = new Map<string, { readonly origin: string; readonly until: number }>()
  return {
    issue(origin) {
      const [oldest] = issued.keys()
      if (issued.size >= mostNonces && oldest !== undefined) issued.delete(oldest)
      const nonce = randomBytes(32).toString('base64url')
      issued.set(nonce, { origin, until: clock.mono() + nonceLife })
      return nonce
    },
    verifyProof(origin, proof) {
      if (!Value.Check(proofSchema, proof)) throw new DeskError('DB-CTR-030')
      const given = issued.get(proof.nonce)
      // Used up by the first answer, right or wrong.
      issued.delete(proof.nonce)
      if (!given || given.until < clock.mono()) throw new DeskError('DB-CTR-032')
      const { centre, desk, key } = proof
      if (given.origin !== origin) throw new DeskError('DB-CTR-030')
      if (keyOf(centre, desk) !== key) throw new DeskError('DB-CTR-031', { desk: `${centre}/${desk}` })
      if (!isSigned(origin, proof)) throw new DeskError('DB-CTR-030')
      return { centre, desk }
    },
  }
}

function isSigned(origin: string, proof: DeskProof): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(proof.key, 'base64url'), format: 'der', type: 'spki' })
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false
    const signature = Buffer.from(proof.signature, 'base64url')
    return verify('sha256', Buffer.from(proofText(origin, proof)), { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    // The key is none.
    return false
  }
}
