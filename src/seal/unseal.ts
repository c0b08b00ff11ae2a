import { DeskError } from '../core/index.ts'
import type { OpeningKey } from './keys.ts'
import { contentType, method } from './seal.ts'

/** The longest that is looked at: {@link longestPlain} in base64url, and the header. */
export const longestSealed = 16_384

/**
 * Opens what {@link seal} made, with whichever of the keys it was sealed to: old keys open what was sealed to them.
 * @throws DeskError DB-SEA-001 it is nothing sealed, -002 none of the keys is the one, -003 it was damaged or changed,
 * -004 it belongs to something else.
 */
export async function unseal(keys: readonly OpeningKey[], sealed: string, about: string): Promise<unknown> {
  const header = await headerOf(sealed)
  const key = keys.find(({ keyId }) => keyId === header.keyId)
  if (!key) throw new DeskError('DB-SEA-002', { key: header.keyId, known: keys.map(({ keyId }) => keyId).join(', ') })
  const plain = await decrypt(sealed, key)
  // Looked at behind the decryption: only now it is known that nobody wrote another header.
  if (header.about !== about) throw new DeskError('DB-SEA-004', { found: header.about, expected: about })
  return plain
}

/**
 * To which key something was sealed, without opening it.
 * @throws DeskError DB-SEA-001 it is nothing sealed.
 */
export async function keyIdOfSealed(sealed: string): Promise<string> {
  return (await headerOf(sealed)).keyId
}

async function headerOf(sealed: string): Promise<{ readonly keyId: string; readonly about: string }> {
  const { alg, enc, kid, cty, about } = await readHeader(sealed)
  // Another algorithm would let the sender choose how weak it is.
  if (alg !== method.alg || enc !== method.enc || cty !== contentType) throw new DeskError('DB-SEA-001')
  if (typeof kid !== 'string' || kid.length > 100 || typeof about !== 'string' || about.length > 200)
    throw new DeskError('DB-SEA-001')
  return { keyId: kid, about }
}

async function readHeader(sealed: string): Promise<{ readonly [member: string]: unknown }> {
  if (sealed.length > longestSealed) throw new DeskError('DB-SEA-001')
  const { decodeProtectedHeader } = await import('jose')
  try {
    return decodeProtectedHeader(sealed)
  } catch (error) {
    throw new DeskError('DB-SEA-001', {}, { cause: error })
  }
}

async function decrypt(sealed: string, { keyId, privateKey }: OpeningKey): Promise<unknown> {
  const { compactDecrypt, importJWK } = await import('jose')
  try {
    const { plaintext } = await compactDecrypt(sealed, await importJWK({ ...privateKey }, method.alg), {
      keyManagementAlgorithms: [method.alg],
      contentEncryptionAlgorithms: [method.enc],
    })
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext))
  } catch (error) {
    throw new DeskError('DB-SEA-003', { key: keyId }, { cause: error })
  }
}
