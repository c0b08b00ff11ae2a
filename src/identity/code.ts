import { createHmac, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import type { Random } from '../core/index.ts'

/** Crockford's alphabet: nothing in it can be mistaken for something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 16
const cost: ScryptOptions = { N: 16_384, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

/** A one-time code of 80 bits, as it is read out: `7K3M-Q0ZV-…`. */
export function newCode(random: Random): string {
  const drawn = [...random.bytes(codeLength)].map((byte) => letters[byte % letters.length])
  return drawn.join('').replace(/(.{4})(?!$)/g, '$1-')
}

/** A code as it was meant, however it was typed; undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
  return plain.length === codeLength && [...plain].every((letter) => letters.includes(letter)) ? plain : undefined
}

/** What is kept of a code: it costs time and memory to try one. */
export function keyOfCode(code: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** The proof that words come from who made a desk's code, for whoever was told the code. */
export function trustProof(key: Uint8Array, desk: string, words: string): Buffer {
  return createHmac('sha256', key).update(`deskbridge trust 1\n${desk}\n${words}`).digest()
}

/** Whether two secrets are the same, in a time that tells nothing. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
