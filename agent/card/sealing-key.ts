import { verify } from 'node:crypto'
import { type SignedSealingKey, sealingWords } from '../../src/contract/index.ts'
import { DeskError } from '../../src/core/index.ts'
import { type ConfigurationKey, keyId, publicKeyOf } from '../../src/provision/index.ts'
import { checkSealingKey, type SealingKey } from '../../src/seal/index.ts'

/**
 * The key to seal to, if it is the centre's. A desk that was given no key of its centre has nobody to ask: it believes its
 * broker, as for everything else.
 * @throws DeskError DB-SEA-008 there is none, -007 nobody whom this desk knows vouches for it, -005 it is no key.
 */
export function trustedSealingKey(
  offered: SignedSealingKey | undefined,
  known: readonly ConfigurationKey[],
): SealingKey {
  if (!offered) throw new DeskError('DB-SEA-008')
  if (known.length > 0 && !isVouchedFor(offered, known)) throw new DeskError('DB-SEA-007', { key: offered.keyId })
  checkSealingKey(offered)
  return offered
}

function isVouchedFor(offered: SignedSealingKey, known: readonly ConfigurationKey[]): boolean {
  const { signature } = offered
  const key = known.find(({ id, key }) => id === signature?.key && keyId(key) === id)
  if (!signature || !key) return false
  const words = Buffer.from(sealingWords(offered))
  return verify(null, words, publicKeyOf(key), Buffer.from(signature.value, 'base64url'))
}
