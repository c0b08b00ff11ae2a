import { resolveSpan } from './bytes.ts'
import { crc } from './crc.ts'
import type { Algorithm, CheckSpec } from './schema/index.ts'

/** How many bytes a check value has, before it is written as hex text. */
export function checkWidth(alg: Algorithm): number {
  if (alg === 'crc32') return 4
  return alg.endsWith('16') || alg.startsWith('crc16') ? 2 : 1
}

/** How many bytes a check takes in a frame. */
export function checkSize(spec: CheckSpec): number {
  return checkWidth(spec.alg) * (isInDigits(spec) ? 2 : 1)
}

/** The check value of some bytes; XOR and sums begin at `init`. */
export function checksum(alg: Algorithm, bytes: Uint8Array, init = 0): number {
  switch (alg) {
    case 'xor8':
      return xor(bytes, init)
    case 'sum8':
      return sum(bytes, init) & 0xff
    case 'neg8':
      return -sum(bytes, init) & 0xff
    case 'not8':
      return ~sum(bytes, init) & 0xff
    case 'neg7':
      return -sum(bytes, init) & 0x7f
    case 'sum16':
      return sum(bytes, init) & 0xffff
    case 'neg16':
      return -sum(bytes, init) & 0xffff
    case 'not16':
      return ~sum(bytes, init) & 0xffff
    default:
      return crc(alg, bytes)
  }
}

/** A check value as it stands in a frame. */
export function writeCheck(spec: CheckSpec, bytes: Uint8Array): Uint8Array {
  const value = checksum(spec.alg, bytes, spec.init)
  return Uint8Array.from({ length: checkSize(spec) }, (_, index) => writtenByte(spec, value, index))
}

/** The bytes a check covers; undefined when they are not inside the frame or are no hex text where that is due. */
export function covered(spec: CheckSpec, bytes: Uint8Array, end: number | null = null): Uint8Array | undefined {
  const [from = 0, to = null] = spec.over
  const span = resolveSpan(from, to ?? end, bytes.length)
  if (!span) return undefined
  const part = bytes.subarray(...span)
  return spec.view === 'hex-decoded' ? hexDecoded(part) : part
}

/** Where a check stands in a frame of some length; undefined where it has no room. */
export function checkPlace(spec: CheckSpec, length: number): number | undefined {
  const size = checkSize(spec)
  const at = spec.at === undefined ? length - size : spec.at < 0 ? length + spec.at : spec.at
  return at < 0 || at + size > length ? undefined : at
}

/** Whether the check value of a frame is right. Makes nothing: garbage asks this for every byte. */
export function checkHolds(spec: CheckSpec, frame: Uint8Array): boolean {
  const at = checkPlace(spec, frame.length)
  const bytes = at === undefined ? undefined : covered(spec, frame)
  if (at === undefined || !bytes) return false
  const value = checksum(spec.alg, bytes, spec.init)
  const size = checkSize(spec)
  for (let i = 0; i < size; i++) if (frame[at + i] !== writtenByte(spec, value, i)) return false
  return true
}

function isInDigits({ as }: CheckSpec): boolean {
  return as === 'hex' || as === 'hex-lower' || as === 'nibbles'
}

function writtenByte(spec: CheckSpec, value: number, index: number): number {
  const last = checkSize(spec) - 1
  if (!isInDigits(spec)) return (value >>> (8 * (spec.as === 'le' ? index : last - index))) & 0xff
  const digit = (value >>> (4 * (last - index))) & 0x0f
  if (digit < 10 || spec.as === 'nibbles') return 0x30 + digit
  return digit - 10 + (spec.as === 'hex' ? 0x41 : 0x61)
}

function hexDecoded(text: Uint8Array): Uint8Array | undefined {
  const digits = Buffer.from(text).toString('latin1')
  if (digits.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) return undefined
  return new Uint8Array(Buffer.from(digits, 'hex'))
}

function sum(bytes: Uint8Array, init: number): number {
  let value = init
  for (let i = 0; i < bytes.length; i++) value += bytes[i] ?? 0
  return value
}

function xor(bytes: Uint8Array, init: number): number {
  let value = init
  for (let i = 0; i < bytes.length; i++) value ^= bytes[i] ?? 0
  return value
}
