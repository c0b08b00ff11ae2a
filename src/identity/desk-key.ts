import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import * as der from './der.ts'

/** Makes the key of a desk: ECDSA on P-256, as PKCS#8. */
export function makeDeskKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** The public half of a private key: SubjectPublicKeyInfo. */
export function publicKeyOf(key: string): Uint8Array {
  return createPublicKey(key).export({ type: 'spki', format: 'der' })
}

/** A request for a certificate (PKCS#10): who asks, and that it has the key. */
export function certificateRequest(name: string, key: string): Uint8Array {
  const wish = der.sequence(der.smallInteger(0), der.commonName(name), publicKeyOf(key), der.context(0))
  return der.sequence(wish, der.ecdsaWithSha256, der.bits(sign('sha256', wish, createPrivateKey(key))))
}
