import { hash as digest } from 'node:crypto'
import { canonicalJson, type Json } from './canonical.ts'
import type { Fact } from './fact.ts'

/** A chain value: 64 lower-case hex digits of SHA-256. */
export type Chain = string

/** What each epoch starts from: 32 zero bytes. */
export const chainStart: Chain = '0'.repeat(64)

/** In place of a chain value that is lost, see `emptyTombstone`. */
export const unknownChain: Chain = ''

/** SHA-256 of a fact without its `chain`, in canonical JSON, as lower-case hex. */
export function factHash(fact: Omit<Fact, 'chain'>): string {
  const { chain: _, ...rest } = fact as Fact
  return textHash(canonicalJson(rest as unknown as Json))
}

/** SHA-256 of a text, as lower-case hex. */
export function textHash(text: string): string {
  return digest('sha256', text, 'hex')
}

/**
 * The chain value after a fact: SHA-256(previous value ‖ hash of the fact), ‖ joining the raw bytes. It lets the centre
 * see a removed, changed or foreign fact, and a desk see a receipt that was given to another journal.
 */
export function nextChain(previous: Chain, hash: string): Chain {
  return digest('sha256', Buffer.from(previous + hash, 'hex'), 'hex')
}
