import { createPublicKey, hash, type KeyObject } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { keyIdSchema } from '../contract/index.ts'

/** The public half of a key that signs configuration (Ed25519), and the id that names it. */
export const configurationKeySchema = Type.Object(
  {
    id: keyIdSchema,
    key: Type.String({
      pattern: '^[A-Za-z0-9_-]{59}$',
      description: 'an Ed25519 public key: its SubjectPublicKeyInfo (DER), base64url',
    }),
  },
  { additionalProperties: false, description: 'a key as "deskbridge centre provision key" prints it' },
)
export type ConfigurationKey = Static<typeof configurationKeySchema>

/** So many keys are trusted at most: the one in use and the next. */
export const mostKeys = 2

/** A public key as desks are given it. */
export function configurationKeyOf(publicKey: KeyObject): ConfigurationKey {
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
  return { id: keyId(key), key }
}

/** The id of a public key, see `keyIdSchema` of the contract. */
export function keyId(key: string): string {
  return hash('sha256', Buffer.from(key, 'base64url'), 'hex').slice(0, 16)
}

/** The key behind its public half. */
export function publicKeyOf({ key }: ConfigurationKey): KeyObject {
  return createPublicKey({ key: Buffer.from(key, 'base64url'), type: 'spki', format: 'der' })
}
