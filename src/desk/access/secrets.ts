import { createHash, timingSafeEqual } from 'node:crypto'
import type { Random } from '../../core/index.ts'

/** How many digits a person has to type. */
export const codeDigits = 8

/** A secret of 256 bits. */
export function drawSecret(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

/** A code of digits, each as likely as any other. */
export function drawCode(random: Random): string {
  const codes = 10 ** codeDigits
  const usable = 2 ** 32 - (2 ** 32 % codes)
  for (;;) {
    const drawn = Buffer.from(random.bytes(4)).readUInt32BE()
    if (drawn < usable) return String(drawn % codes).padStart(codeDigits, '0')
  }
}

/** What is kept of a secret. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Whether two texts are the same, without telling by the time it takes where they differ. */
export function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(a)), Buffer.from(hashOf(b)))
}
