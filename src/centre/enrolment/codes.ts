import type { Random } from '../../core/index.ts'
import { isSame, keyOfCode, newCode, readCode, trustProof } from '../../identity/index.ts'
import type { Executor } from '../../sqlite/index.ts'

/** How long a code is good. */
export const codeLife = 15 * 60_000
/** Wrong tries after which a code is good for nothing. */
export const mostFailures = 5

/** A code that was just made. It is told once: what is kept cannot be turned back into it. */
export interface FreshCode {
  readonly desk: string
  readonly code: string
  readonly until: number
}

/** A code that waits for its desk, as it is kept. */
export interface OpenCode {
  readonly salt: string
  readonly key: Buffer
}

/** Makes the code of a desk (its full name). One that was made before is good no longer. */
export async function makeCode(books: Executor, desk: string, now: number, random: Random): Promise<FreshCode> {
  const code = newCode(random)
  const salt = Buffer.from(random.bytes(16))
  const key = await keyOfCode(readCode(code) ?? '', salt)
  const until = now + codeLife
  const kept = [desk, salt.toString('hex'), key.toString('hex'), until] as const
  await books.run('INSERT OR REPLACE INTO enrol_codes (desk, salt, key, until) VALUES (?, ?, ?, ?)', ...kept)
  return { desk, code, until }
}

/** The code that a desk may still use. */
export async function openCode(books: Executor, desk: string, now: number): Promise<OpenCode | undefined> {
  const [row] = await books.all(
    'SELECT salt, key FROM enrol_codes WHERE desk = ? AND until > ? AND failures < ?',
    desk,
    now,
    mostFailures,
  )
  return row && { salt: String(row.salt), key: Buffer.from(String(row.key), 'hex') }
}

/** Whether somebody knows the code of a desk. A wrong try counts, also one that comes while another is looked at. */
export async function tryCode(books: Executor, desk: string, typed: string, now: number): Promise<boolean> {
  const open = await openCode(books, desk, now)
  if (!open) return false
  await books.run('UPDATE enrol_codes SET failures = failures + 1 WHERE desk = ?', desk)
  const code = readCode(typed)
  const isRight = code !== undefined && isSame(open.key, await keyOfCode(code, Buffer.from(open.salt, 'hex')))
  if (isRight) await books.run('UPDATE enrol_codes SET failures = failures - 1 WHERE desk = ?', desk)
  return isRight
}

/** Uses a code up. False when somebody else was quicker, or it was replaced meanwhile. */
export async function takeCode(books: Executor, desk: string, open: OpenCode): Promise<boolean> {
  const key = open.key.toString('hex')
  const [row] = await books.all('SELECT 1 FROM enrol_codes WHERE desk = ? AND key = ?', desk, key)
  await books.run('DELETE FROM enrol_codes WHERE desk = ? AND key = ?', desk, key)
  return row !== undefined
}

/** The proof of words for the desk that has a code. */
export function proveWords(open: OpenCode, desk: string, words: string): string {
  return trustProof(open.key, desk, words).toString('hex')
}
