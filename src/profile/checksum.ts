import { encodeHex, resolveSpan } from './bytes.ts'
import type { Algorithm, CheckSpec } from './schema/index.ts'

/** How many bytes a check value has, before it is written as hex text. */
export function checkWidth(alg: Algorithm): number {
  if (alg === 'crc32') return 4
  return alg === 'sum16' || alg === 'neg16' || alg.startsWith('crc16') ? 2 : 1
}

/** How many bytes a check takes in a frame. */
export function checkSize(spec: CheckSpec): number {
  return checkWidth(spec.alg) * (isHexText(spec) ? 2 : 1)
}

/** The check value of some bytes. */
export function checksum(alg: Algorithm, bytes: Uint8Array): number {
  switch (alg) {
    case 'xor8':
      return bytes.reduce((value, byte) => value ^ byte, 0)
    case 'sum8':
      return sum(bytes) & 0xff
    case 'neg8':
      return -sum(bytes) & 0xff
    case 'not8':
      return ~sum(bytes) & 0xff
    case 'neg7':
      return -sum(bytes) & 0x7f
    case 'sum16':
      return sum(bytes) & 0xffff
    case 'neg16':
      return -sum(bytes) & 0xffff
    default:
      return crc(crcs[alg], bytes)
  }
}

/** A check value as it stands in a frame. */
export function writeCheck(spec: CheckSpec, bytes: Uint8Array): Uint8Array {
  const width = checkWidth(spec.alg)
  const value = checksum(spec.alg, bytes)
  const big = Uint8Array.from({ length: width }, (_, index) => (value >>> (8 * (width - 1 - index))) & 0xff)
  if (spec.as === 'le') return big.reverse()
  if (!isHexText(spec)) return big
  const hex = encodeHex(big).replaceAll(' ', '')
  return new Uint8Array(Buffer.from(spec.as === 'hex-lower' ? hex.toLowerCase() : hex, 'ascii'))
}

/** The bytes a check covers; undefined when they are not inside the frame or are no hex text where that is due. */
export function covered(spec: CheckSpec, bytes: Uint8Array, end: number | null = null): Uint8Array | undefined {
  const [from = 0, to = null] = spec.over
  const span = resolveSpan(from, to ?? end, bytes.length)
  if (!span) return undefined
  const part = bytes.subarray(...span)
  return spec.view === 'hex-decoded' ? hexDecoded(part) : part
}

/** Whether the check value of a frame is right. */
export function checkHolds(spec: CheckSpec, frame: Uint8Array): boolean {
  const bytes = covered(spec, frame)
  const size = checkSize(spec)
  const at = spec.at === undefined ? frame.length - size : spec.at < 0 ? frame.length + spec.at : spec.at
  if (!bytes || at < 0 || at + size > frame.length) return false
  return Buffer.compare(writeCheck(spec, bytes), frame.subarray(at, at + size)) === 0
}

function isHexText(spec: CheckSpec): boolean {
  return spec.as === 'hex' || spec.as === 'hex-lower'
}

function hexDecoded(text: Uint8Array): Uint8Array | undefined {
  const digits = Buffer.from(text).toString('latin1')
  if (digits.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) return undefined
  return new Uint8Array(Buffer.from(digits, 'hex'))
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value + byte, 0)
}

/** Parameters in the notation of the CRC RevEng catalogue; `poly` is already reflected where `reflected` is set. */
interface Crc {
  readonly width: 8 | 16 | 32
  readonly poly: number
  readonly init: number
  readonly reflected: boolean
  readonly xorOut: number
}

const crcs = {
  crc8: { width: 8, poly: 0x07, init: 0, reflected: false, xorOut: 0 },
  'crc16-modbus': { width: 16, poly: 0xa001, init: 0xffff, reflected: true, xorOut: 0 },
  'crc16-ccitt-false': { width: 16, poly: 0x1021, init: 0xffff, reflected: false, xorOut: 0 },
  'crc16-mcrf4xx': { width: 16, poly: 0x8408, init: 0xffff, reflected: true, xorOut: 0 },
  'crc16-xmodem': { width: 16, poly: 0x1021, init: 0, reflected: false, xorOut: 0 },
  crc32: { width: 32, poly: 0xedb88320, init: 0xffffffff, reflected: true, xorOut: 0xffffffff },
} as const satisfies Partial<Record<Algorithm, Crc>>

function crc({ width, poly, init, reflected, xorOut }: Crc, bytes: Uint8Array): number {
  const mask = width === 32 ? 0xffffffff : 2 ** width - 1
  let value = init
  for (const byte of bytes) {
    value ^= reflected ? byte : byte << (width - 8)
    for (let bit = 0; bit < 8; bit++) value = reflected ? shiftRight(value, poly) : shiftLeft(value, poly, width)
  }
  return ((value ^ xorOut) & mask) >>> 0
}

function shiftRight(value: number, poly: number): number {
  return value & 1 ? (value >>> 1) ^ poly : value >>> 1
}

function shiftLeft(value: number, poly: number, width: number): number {
  return value & (1 << (width - 1)) ? (value << 1) ^ poly : value << 1
}
