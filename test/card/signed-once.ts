import { createHash } from 'node:crypto'
import { concat } from '../../src/card/chip/bytes.ts'
import type { Issuer } from './issuer.ts'

/** An issuer that signs the same data groups once only: openssl takes its time, and some tests make hundreds of cards. */
export function signedOnce(issuer: Issuer): Issuer {
  const signed = new Map<string, Uint8Array>()
  return {
    ...issuer,
    sign(groups) {
      const key = createHash('sha256')
        .update(concat(...groups.values()))
        .digest('hex')
      const known = signed.get(key) ?? issuer.sign(groups)
      signed.set(key, known)
      return known
    },
  }
}
