import { DeskError } from '../core/index.ts'

/** Bytes from hex text as people write it: `02 31 0D`, `02310d`. Throws `DB-PRO-036`. */
export function decodeHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '')
  if (digits.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) {
    throw new DeskError('DB-PRO-036', { found: text.length > 40 ? `${text.slice(0, 40)}…` : text })
  }
  return new Uint8Array(Buffer.from(digits, 'hex'))
}

/** Bytes as upper-case hex with spaces: `02 31 0D`. */
export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ')
}

/** Several pieces of bytes as one. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** The half-open range that `[from, to)` means in `length` bytes; undefined when it is not inside. */
export function resolveSpan(
  from: number | null,
  to: number | null,
  length: number,
): readonly [from: number, to: number] | undefined {
  const start = from === null ? length : from < 0 ? length + from : from
  const end = to === null ? length : to < 0 ? length + to : to
  return start < 0 || end > length || start > end ? undefined : [start, end]
}
