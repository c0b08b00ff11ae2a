import { hash } from 'node:crypto'
import type { Random } from './random.ts'

declare const uuidBrand: unique symbol

/** A UUID in its lower-case text form (RFC 9562). */
export type Uuid = string & { readonly [uuidBrand]: true }

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of wall time, then chance. Its last byte is zero, which leaves room for
 * the ids that {@link childId} derives from it.
 */
export function uuidv7(wall: number, random: Random): Uuid {
  const bytes = random.bytes(16).slice()
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(wall / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  bytes[15] = 0
  return format(bytes)
}

/**
 * The n-th id (1 to 255) derived from a parent id. What one input causes gets its ids this way, so that a pure step
 * needs no chance of its own and replays to the same ids.
 */
export function childId(parent: Uuid, n: number): Uuid {
  if (!Number.isInteger(n) || n < 1 || n > 255) throw new RangeError(`childId: ${n} is outside 1 to 255`)
  return `${parent.slice(0, -2)}${n.toString(16).padStart(2, '0')}` as Uuid
}

/** The id of a thing that has only a name: a UUIDv8 (RFC 9562 §5.8) of its SHA-256, so that the same name has the same id. */
export function hashedId(name: string): Uuid {
  const bytes = hash('sha256', name, 'buffer').subarray(0, 16)
  bytes[6] = 0x80 | ((bytes[6] as number) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  return format(bytes)
}

/** Whether a text is a UUID in lower-case text form. */
export function isUuid(text: string): text is Uuid {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

function format(bytes: Uint8Array): Uuid {
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as Uuid
}
