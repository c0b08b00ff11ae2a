import { concat } from '../../src/card/chip/bytes.ts'
import { writeTlv } from '../../src/card/chip/tlv.ts'

// As much of DER (X.690) as the files of a chip are made of.

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => writeTlv(0x30, ...parts)
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => writeTlv(0x31, ...parts)
export const octets = (bytes: Uint8Array): Uint8Array => writeTlv(0x04, bytes)
export const bitString = (bytes: Uint8Array): Uint8Array => writeTlv(0x03, Uint8Array.of(0), bytes)
export const utf8 = (text: string): Uint8Array => writeTlv(0x0c, Buffer.from(text.normalize('NFC'), 'utf8'))
export const nothing: Uint8Array = writeTlv(0x05)

/** A small number that is not negative. */
export function integer(value: number): Uint8Array {
  return writeTlv(0x02, Uint8Array.from(value < 0x80 ? [value] : value < 0x8000 ? [value >> 8, value & 0xff] : []))
}

/** An object identifier, as people write it. */
export function oid(written: string): Uint8Array {
  return writeTlv(0x06, oidBytes(written))
}

/** The same without its tag and length. */
export function oidBytes(written: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = written.split('.').map(Number)
  return concat(...[first * 40 + second, ...rest].map(sevenBits))
}

function sevenBits(value: number): Uint8Array {
  const bytes = [value & 0x7f]
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left & 0x7f) | 0x80)
  return Uint8Array.from(bytes)
}
