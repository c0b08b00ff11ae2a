import { cannotCompute } from '../expression/index.ts'
import type { dateForms, NumberType } from '../schema/index.ts'

/** How many bytes a number type takes. */
export function widthOf(type: NumberType): number {
  return Number(/\d+/.exec(type)?.[0]) / 8
}

/** A number at an offset; negative offsets count from the end. */
export function readNumber(frame: Uint8Array, type: NumberType, offset: number): number {
  const width = widthOf(type)
  const at = offset < 0 ? frame.length + offset : offset
  if (at < 0 || at + width > frame.length) throw cannotCompute(`offset ${offset} is outside the frame`)
  const bytes = [...frame.subarray(at, at + width)]
  if (type.endsWith('le')) bytes.reverse()
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return type.startsWith('i') && value >= 2 ** (8 * width - 1) ? value - 2 ** (8 * width) : value
}

/** Bits `[byte, shift, count]`; more than a byte's are taken little-endian from the bytes that follow. */
export function readBits(frame: Uint8Array, [byte = 0, shift = 0, count = 1]: readonly number[]): number {
  const last = byte + Math.ceil((shift + count) / 8)
  if (last > frame.length || count > 32) throw cannotCompute('bits are outside the frame')
  const value = frame.subarray(byte, last).reduceRight((sum, part) => sum * 256 + part, 0)
  return Math.floor(value / 2 ** shift) % 2 ** count
}

/** Packed decimal: two digits per byte, the high one first. */
export function readBcd(bytes: Uint8Array): number {
  const digits = Buffer.from(bytes).toString('hex')
  if (!/^\d{1,15}$/.test(digits)) throw cannotCompute('not packed decimal')
  return Number(digits)
}

/** A number in digits, decimal or hex; anything but digits (after `trim`) is no number. */
export function readDigits(
  text: string,
  how: { readonly base?: 10 | 16; readonly reverse?: true; readonly trim?: true; readonly point?: '.' | ',' },
): number {
  const base = how.base ?? 10
  const plain = how.trim ? text.trim() : text
  const digits = how.reverse ? [...plain].reverse().join('') : plain
  if (how.point !== undefined) return readDecimal(digits, how.point)
  if (!(base === 10 ? /^[+-]?\d{1,15}$/ : /^[0-9A-Fa-f]{1,13}$/).test(digits)) throw cannotCompute('not a number')
  return Number.parseInt(digits, base)
}

/** Decimal text becomes the number nearest to it at once; computing with powers of ten would not. */
function readDecimal(text: string, point: '.' | ','): number {
  const plain = text.replace(point, '.').replace(/^([+-])\s+/, '$1')
  if (plain.length > 16 || !/^[+-]?\d+(\.\d*)?$/.test(plain)) throw cannotCompute('not a decimal number')
  return Number(plain)
}

/** A date as `YYYY-MM-DD`; undefined where the text is none of that form. A day that is `00` is kept: old identity cards know only the year of birth. */
export function readDate(text: string, form: (typeof dateForms)[number], pivot = 68): string | undefined {
  if (text.replace(/\d/g, '#') !== form.replace(/[DMY]/g, '#')) return undefined
  const digits = text.replaceAll(/\D/g, '')
  const order = form.replaceAll(/[^DMY]/g, '')
  const part = (letter: string) => digits.slice(order.indexOf(letter), order.lastIndexOf(letter) + 1)
  const [month, day] = [part('M'), part('D')]
  const year = part('Y').length === 2 ? `${Number(part('Y')) <= pivot ? '20' : '19'}${part('Y')}` : part('Y')
  const date = `${year}-${month}-${day}`
  if (!/^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])$/.test(date)) return undefined
  return date
}
