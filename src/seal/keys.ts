import { createPublicKey, generateKeyPairSync, hash } from 'node:crypto'
import { DeskError } from '../core/index.ts'

/** The public half of a sealing key as a JSON Web Key (RFC 7517): a point of P-256. */
export interface SealingJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

/** To whom something is sealed. Everybody may know it. */
export interface SealingKey {
  readonly keyId: string
  readonly publicKey: SealingJwk
}

/** What opens that was sealed to its public half. The centre alone has it. */
export interface OpeningKey {
  readonly keyId: string
  readonly privateKey: SealingJwk & { readonly d: string }
}

/** A new key. */
export function makeOpeningKey(): OpeningKey {
  return openingKeyOf({ ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) })
}

/**
 * A key from the members of a JSON Web Key, under the id that follows from it.
 * @throws DeskError DB-SEA-005 it is no private key on P-256.
 */
export function openingKeyOf({ kty, crv, x, y, d }: { readonly [member: string]: unknown }): OpeningKey {
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string' || typeof d !== 'string')
    throw new DeskError('DB-SEA-005', { key: '–' })
  const publicKey: SealingJwk = { kty, crv, x, y }
  return { keyId: keyIdOf(publicKey), privateKey: { ...publicKey, d } }
}

/** What desks are given of a key. */
export function publicHalf({ keyId, privateKey: { kty, crv, x, y } }: OpeningKey): SealingKey {
  return { keyId, publicKey: { kty, crv, x, y } }
}

/** The id of a key: its JWK thumbprint (RFC 7638, SHA-256). The members are in the order that the standard asks for. */
export function keyIdOf({ crv, kty, x, y }: SealingJwk): string {
  return hash('sha256', JSON.stringify({ crv, kty, x, y }), 'base64url')
}

/**
 * Makes sure that a key is what it calls itself, and a point on its curve.
 * @throws DeskError DB-SEA-005 it is not.
 */
export function checkSealingKey({ keyId, publicKey }: SealingKey): void {
  if (keyIdOf(publicKey) !== keyId) throw new DeskError('DB-SEA-005', { key: keyId })
  try {
    const { kty, crv, x, y } = publicKey
    createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })
  } catch (error) {
    throw new DeskError('DB-SEA-005', { key: keyId }, { cause: error })
  }
}
