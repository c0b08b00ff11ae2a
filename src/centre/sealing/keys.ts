import { createPrivateKey } from 'node:crypto'
import { type SignedSealingKey, sealingWords } from '../../contract/index.ts'
import type { Random } from '../../core/index.ts'
import type { ConfigurationSigner } from '../../provision/index.ts'
import { makeOpeningKey, type OpeningKey, openingKeyOf, publicHalf } from '../../seal/index.ts'
import type { Executor } from '../../sqlite/index.ts'
import { isSealed, openKey, sealKey } from '../enrolment/sealing.ts'

/** One key of a centre, as people see it. */
export interface KeptSealingKey {
  readonly keyId: string
  /** Wall milliseconds. */
  readonly made: number
  /** Whether desks seal to it now, or it only opens what was sealed before. */
  readonly state: 'in-use' | 'opens-only'
  /** Whether whoever has the database needs the passphrase too. */
  readonly isSealed: boolean
}

/** What making a key needs. */
export interface RotationOptions {
  /** Who vouches for it to desks: the key that signs configuration. */
  readonly signer: ConfigurationSigner
  readonly passphrase: string | undefined
  readonly now: number
  readonly random: Random
}

/** Makes a new key, to which desks seal from now on. Those before it are kept: what was sealed to them is still to come. */
export async function rotateSealingKey(books: Executor, options: RotationOptions): Promise<SignedSealingKey> {
  const { signer, passphrase, now, random } = options
  const made = makeOpeningKey()
  const key = signSealingKey(made, signer)
  const kept = sealKey(createPrivateKey({ key: { ...made.privateKey }, format: 'jwk' }), passphrase, random)
  await books.run(
    'INSERT INTO sealing_keys (key_id, public, private, made) VALUES (?, ?, ?, ?)',
    ...[key.keyId, JSON.stringify(key), kept, now],
  )
  return key
}

/** A key as desks are given it. */
export function signSealingKey(key: OpeningKey, { keyId, sign }: ConfigurationSigner): SignedSealingKey {
  const half = publicHalf(key)
  const value = Buffer.from(sign(Buffer.from(sealingWords(half)))).toString('base64url')
  return { ...half, signature: { key: keyId, value } }
}

/** The key to which desks are to seal now; undefined where none was made. */
export async function sealingKeyInUse(books: Executor): Promise<SignedSealingKey | undefined> {
  const [row] = await books.all('SELECT public FROM sealing_keys ORDER BY number DESC LIMIT 1')
  return row && (JSON.parse(String(row.public)) as SignedSealingKey)
}

/** All keys of a centre, newest first. */
export async function sealingKeys(books: Executor): Promise<readonly KeptSealingKey[]> {
  const rows = await books.all('SELECT key_id, private, made FROM sealing_keys ORDER BY number DESC')
  return rows.map((row, index) => ({
    keyId: String(row.key_id),
    made: Number(row.made),
    state: index === 0 ? 'in-use' : 'opens-only',
    isSealed: isSealed(String(row.private)),
  }))
}

/**
 * What opens sealed parts, newest first; for `openSealed`.
 * @throws DeskError DB-CTR-041 they are sealed with another passphrase, or there is none.
 */
export async function openingKeys(books: Executor, passphrase: string | undefined): Promise<readonly OpeningKey[]> {
  const rows = await books.all('SELECT private FROM sealing_keys ORDER BY number DESC')
  return rows.map((row) => openingKeyOf({ ...openKey(String(row.private), passphrase).export({ format: 'jwk' }) }))
}
