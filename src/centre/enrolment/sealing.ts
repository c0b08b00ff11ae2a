import { createCipheriv, createDecipheriv, createPrivateKey, type KeyObject, scryptSync } from 'node:crypto'
import { DeskError, type Random } from '../../core/index.ts'

const prefix = 'sealed:1:'
const algorithm = 'aes-256-gcm'
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const sizes = { salt: 16, nonce: 12, tag: 16 } as const

/** A key as it lies in the database: sealed where there is a passphrase, else as guarded as the database's file. */
export function sealKey(key: KeyObject, passphrase: string | undefined, random: Random): string {
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  if (passphrase === undefined) return pem
  const [salt, nonce] = [random.bytes(sizes.salt), random.bytes(sizes.nonce)]
  const cipher = createCipheriv(algorithm, scryptSync(passphrase, salt, 32, cost), nonce)
  const sealed = Buffer.concat([cipher.update(pem, 'utf8'), cipher.final()])
  return prefix + Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/**
 * Opens such a key.
 * @throws DeskError DB-CTR-041 it is sealed with another passphrase, or there is none.
 */
export function openKey(kept: string, passphrase: string | undefined): KeyObject {
  if (!isSealed(kept)) return createPrivateKey(kept)
  if (passphrase === undefined) throw new DeskError('DB-CTR-041')
  try {
    return createPrivateKey(unseal(Buffer.from(kept.slice(prefix.length), 'base64'), passphrase))
  } catch (error) {
    throw new DeskError('DB-CTR-041', {}, { cause: error })
  }
}

/** Whether a key needs a passphrase. */
export function isSealed(kept: string): boolean {
  return kept.startsWith(prefix)
}

function unseal(bytes: Buffer, passphrase: string): string {
  const salt = bytes.subarray(0, sizes.salt)
  const nonce = bytes.subarray(sizes.salt, sizes.salt + sizes.nonce)
  const tag = bytes.subarray(sizes.salt + sizes.nonce, sizes.salt + sizes.nonce + sizes.tag)
  const decipher = createDecipheriv(algorithm, scryptSync(passphrase, salt, 32, cost), nonce).setAuthTag(tag)
  const body = bytes.subarray(sizes.salt + sizes.nonce + sizes.tag)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}
