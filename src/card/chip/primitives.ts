import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { cmac } from '@noble/ciphers/aes.js'
import { concat } from './bytes.ts'
import { malformed } from './fault.ts'

/** The ciphers of ICAO 9303-11. `3DES` is always the one with two keys. */
export type CipherName = '3DES' | 'AES-128' | 'AES-192' | 'AES-256'

/** What a derived key is for; the counter of the derivation (ICAO 9303-11, 9.7.1). */
export const keyPurpose = { encryption: 1, mac: 2, password: 3 } as const
export type KeyPurpose = (typeof keyPurpose)[keyof typeof keyPurpose]

/** The length of a message authentication code in secure messaging and of an authentication token. */
export const macLength = 8

/** The block length of a cipher. */
export function blockLength(cipher: CipherName): 8 | 16 {
  return cipher === '3DES' ? 8 : 16
}

/** A key from a shared secret (ICAO 9303-11, 9.7.1). */
export function deriveKey(secret: Uint8Array, purpose: KeyPurpose, cipher: CipherName): Uint8Array {
  const { hash, length } = derivation[cipher]
  const digest = createHash(hash)
    .update(secret)
    .update(Uint8Array.of(0, 0, 0, purpose))
    .digest()
  const key = Uint8Array.from(digest.subarray(0, length))
  return cipher === '3DES' ? key.map(withOddParity) : key
}

/** Padding method 2 of ISO/IEC 9797-1: a byte 80, then zeros to the end of the block; at least one byte. */
export function pad(bytes: Uint8Array, block: number): Uint8Array {
  const padded = new Uint8Array((Math.floor(bytes.length / block) + 1) * block)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  return padded
}

/** Takes {@link pad} off again. */
export function unpad(padded: Uint8Array): Uint8Array {
  const end = padded.findLastIndex((byte) => byte !== 0)
  if (padded[end] !== 0x80) throw malformed('an answer', 'its padding is wrong')
  return padded.slice(0, end)
}

/** Encrypts whole blocks in chaining mode; without a start value it is all zeros. */
export function encrypt(cipher: CipherName, key: Uint8Array, bytes: Uint8Array, start?: Uint8Array): Uint8Array {
  const run = createCipheriv(chained[cipher], key, start ?? new Uint8Array(blockLength(cipher)))
  return concat(run.setAutoPadding(false).update(bytes), run.final())
}

/** Decrypts what {@link encrypt} made. */
export function decrypt(cipher: CipherName, key: Uint8Array, bytes: Uint8Array, start?: Uint8Array): Uint8Array {
  if (bytes.length % blockLength(cipher) !== 0) throw malformed('an answer', 'what is encrypted is no whole blocks')
  const run = createDecipheriv(chained[cipher], key, start ?? new Uint8Array(blockLength(cipher)))
  return concat(run.setAutoPadding(false).update(bytes), run.final())
}

/**
 * The eight-byte code of a message. 3DES: the retail MAC, of a message that is padded already. AES: CMAC, which pads by
 * itself; secure messaging pads before it all the same, authentication tokens do not.
 */
export function mac(cipher: CipherName, key: Uint8Array, message: Uint8Array): Uint8Array {
  return cipher === '3DES' ? retailMac(key, message) : cmac(message, key).slice(0, macLength)
}

/**
 * MAC algorithm 3 of ISO/IEC 9797-1: single DES in chaining mode, the last block with both keys. OpenSSL 3 keeps
 * single DES in a provider that nobody loads; three times the same key is single DES.
 */
function retailMac(key: Uint8Array, padded: Uint8Array): Uint8Array {
  if (key.length !== 16 || padded.length === 0 || padded.length % 8 !== 0) {
    throw new RangeError('a retail MAC needs 16 bytes of key and whole blocks')
  }
  const first = key.subarray(0, 8)
  const run = createCipheriv('des-ede3-cbc', concat(first, first, first), new Uint8Array(8)).setAutoPadding(false)
  const chain = concat(new Uint8Array(8), run.update(padded.subarray(0, -8)), run.final())
  return encrypt('3DES', key, padded.subarray(-8), chain.subarray(-8))
}

const derivation = {
  '3DES': { hash: 'sha1', length: 16 },
  'AES-128': { hash: 'sha1', length: 16 },
  'AES-192': { hash: 'sha256', length: 24 },
  'AES-256': { hash: 'sha256', length: 32 },
} as const

const chained = {
  '3DES': 'des-ede-cbc',
  'AES-128': 'aes-128-cbc',
  'AES-192': 'aes-192-cbc',
  'AES-256': 'aes-256-cbc',
} as const

/** DES keys carry odd parity in the lowest bit of each byte. Ciphers ignore it; the worked examples show it. */
function withOddParity(byte: number): number {
  let ones = 0
  for (let bit = 1; bit < 8; bit++) ones += (byte >> bit) & 1
  return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0)
}
