import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import type { DeskIdentity } from './identity.ts'

/** Whether words were signed (Ed25519, base64url) by a key of the centre that this desk was enrolled at. */
export function isSignedByCentre(
  { signingKeys }: Pick<DeskIdentity, 'signingKeys'>,
  words: string,
  { key, signature }: { readonly key: string; readonly signature: string },
): boolean {
  const known = signingKeys.find(({ id }) => id === key)
  if (!known) return false
  const publicKey = createPublicKey({ key: Buffer.from(known.key, 'base64url'), format: 'der', type: 'spki' })
  return verify(null, Buffer.from(words, 'utf8'), publicKey, Buffer.from(signature, 'base64url'))
}

/** The number of the desk's certificate, in hex, as the centre's books have it. */
export function serialOf({ cert }: Pick<DeskIdentity, 'cert'>): string {
  return new X509Certificate(cert).serialNumber
}
