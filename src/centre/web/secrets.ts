import { createHash, timingSafeEqual } from 'node:crypto'
import type { Random } from '../../core/index.ts'

/** A name that nobody can guess. */
export function newToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

/** What is kept of a secret: whoever reads our memory or disk cannot use it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Whether two secrets are the same, in a time that tells nothing. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
}

/** Six digits, each as likely as any other. */
export function newCode(random: Random): string {
  const most = 2 ** 32 - (2 ** 32 % 1_000_000)
  for (;;) {
    const drawn = Buffer.from(random.bytes(4)).readUInt32BE()
    if (drawn < most) return String(drawn % 1_000_000).padStart(6, '0')
  }
}
