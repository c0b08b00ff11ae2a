import { DeskError, toDeskError } from '../core/index.ts'
import { checkSealingKey, type SealingKey } from './keys.ts'

/** How everything is sealed, and nothing else is opened: a fresh key for each, agreed on with the key of the centre. */
export const method = { alg: 'ECDH-ES', enc: 'A256GCM' } as const
/** What is inside. */
export const contentType = 'application/json'
/** The longest that is sealed, in bytes of JSON: what is sealed must fit into a fact. */
export const longestPlain = 8_192

/**
 * Seals a value: a JSON Web Encryption in compact form (RFC 7516). `about` names what it belongs to; it stands readable in
 * the header, is protected with it, and whoever opens says it again, so that nobody moves it to something else.
 * @throws DeskError DB-SEA-005 the key is none, -006 the value is too long.
 */
export async function seal(value: unknown, key: SealingKey, about: string): Promise<string> {
  checkSealingKey(key)
  const plain = new TextEncoder().encode(JSON.stringify(value))
  if (plain.length > longestPlain) throw new DeskError('DB-SEA-006', { bytes: plain.length, limit: longestPlain })
  try {
    // Loaded with the first card: most desks read none.
    const { CompactEncrypt, importJWK } = await import('jose')
    const recipient = await importJWK({ ...key.publicKey }, method.alg)
    return await new CompactEncrypt(plain)
      .setProtectedHeader({ ...method, kid: key.keyId, cty: contentType, about })
      .encrypt(recipient)
  } catch (error) {
    throw toDeskError(error, 'DB-SEA-005', { key: key.keyId })
  } finally {
    plain.fill(0)
  }
}
