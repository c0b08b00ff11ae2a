import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Random } from '../../core/index.ts'
import type { SigningKey } from '../../identity/index.ts'
import type { Executor } from '../../sqlite/index.ts'
import { type Authority, makeAuthority } from './certificates.ts'
import { isSealed, openKey, sealKey } from './sealing.ts'

/** The keys of a centre. */
export interface Authorities {
  /** Signs desks, and names of the form `{centre}/{desk}` only. */
  readonly desks: Authority
  /** Signs the broker, the enrolment server and the centre's own client. */
  readonly servers: Authority
  /** Signs what desks are to do. */
  readonly signing: Signer
  /** Whether whoever has the database needs the passphrase too. */
  readonly sealed: boolean
}

/** Signs for desks, which know its public half since they were enrolled (Ed25519). */
export interface Signer extends SigningKey {
  sign(words: Uint8Array): Buffer
}

/** What opening the keys needs. */
export interface KeyOptions {
  readonly passphrase: string | undefined
  readonly now: number
  readonly random: Random
}

const year = 365 * 86_400_000
/** An authority outlives the PCs; the clocks of desks may be a day behind. */
const authorityLife = { before: 86_400_000, after: 20 * year }

/**
 * The keys of a centre; they are made when there are none.
 * @throws DeskError DB-CTR-041 they are sealed with another passphrase.
 */
export async function openAuthorities(books: Executor, options: KeyOptions): Promise<Authorities> {
  const [desks, servers] = [await authority(books, 'desks', options), await authority(books, 'servers', options)]
  const signing = signerOf((await authority(books, 'signing', options)).key)
  const rows = await books.all('SELECT key FROM enrol_authorities')
  return { desks, servers, signing, sealed: rows.every(({ key }) => isSealed(String(key))) }
}

type Kind = 'desks' | 'servers' | 'signing'

const titles = { desks: 'Desks', servers: 'Servers' } as const

async function authority(books: Executor, kind: Kind, options: KeyOptions): Promise<Authority> {
  const [row] = await books.all('SELECT certificate, key FROM enrol_authorities WHERE kind = ?', kind)
  if (row) return { certificate: String(row.certificate), key: openKey(String(row.key), options.passphrase) }
  const made = make(kind, options)
  const sealed = sealKey(made.key, options.passphrase, options.random)
  // Two programs that begin at once make one authority: the second finds the first one's.
  await books.run(
    'INSERT OR IGNORE INTO enrol_authorities VALUES (?, ?, ?, ?)',
    kind,
    made.certificate,
    sealed,
    options.now,
  )
  return await authority(books, kind, options)
}

function make(kind: Kind, { now, random }: KeyOptions): Authority {
  if (kind === 'signing') return { certificate: '', key: generateKeyPairSync('ed25519').privateKey }
  const life = { from: now - authorityLife.before, until: now + authorityLife.after }
  // The name tells authorities of different centres apart, where somebody has several files.
  const mark = Buffer.from(random.bytes(4)).toString('hex')
  return makeAuthority(`deskbridge ${titles[kind]} ${mark}`, life, random)
}

function signerOf(key: KeyObject): Signer {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return {
    id: createHash('sha256').update(publicKey).digest('hex').slice(0, 16),
    key: publicKey.toString('base64url'),
    sign: (words) => sign(null, words, key),
  }
}
