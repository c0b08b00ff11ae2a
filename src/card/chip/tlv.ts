import { concat } from './bytes.ts'
import { malformed } from './fault.ts'

/** One data object of BER-TLV (ISO/IEC 7816-4, 6.3; X.690). */
export interface Tlv {
  /** The whole tag as a number, for example 0x7f49. */
  readonly tag: number
  readonly value: Uint8Array
  /** Tag, length and value as they stood. */
  readonly raw: Uint8Array
  /** Where the object begins, and where its value begins, counted from the start of the outermost bytes. */
  readonly offset: number
  readonly valueOffset: number
}

/** The head of a data object: what the first bytes of a file tell of its length. */
export interface TlvHead {
  readonly tag: number
  readonly headLength: number
  readonly valueLength: number
}

/** Where bytes come from: what errors call them, and how far into it they begin. */
export interface TlvSource {
  readonly what: string
  readonly offset?: number
}

/** More objects than this in one level are no file of a card; reading stops there. */
export const mostTlvs = 4_096
/** The longest value that is believed: a file of a chip is far smaller. */
export const longestValue = 0xffffff

/** All data objects of one level, in their order. Zero bytes between them are filling. */
export function readTlvs(bytes: Uint8Array, source: TlvSource): readonly Tlv[] {
  const found: Tlv[] = []
  let at = 0
  while (at < bytes.length) {
    if (bytes[at] === 0) {
      at++
      continue
    }
    if (found.length === mostTlvs) throw malformed(source.what, 'it has too many parts', (source.offset ?? 0) + at)
    const next = readTlvAt(bytes, at, source)
    found.push(next)
    at += next.raw.length
  }
  return found
}

/** The one data object that the bytes begin with; what follows is left alone. */
export function readTlv(bytes: Uint8Array, source: TlvSource): Tlv {
  return readTlvAt(bytes, 0, source)
}

/** The data object with this tag that the bytes begin with; anything else is an error. */
export function expectTlv(bytes: Uint8Array, tag: number, source: TlvSource): Tlv {
  const found = readTlv(bytes, source)
  if (found.tag === tag) return found
  throw malformed(source.what, `tag ${tagName(found.tag)} where ${tagName(tag)} belongs`, found.offset)
}

/** The data objects inside another. */
export function inside(outer: Tlv, what: string): readonly Tlv[] {
  return readTlvs(outer.value, { what, offset: outer.valueOffset })
}

/** The value behind a path of tags, from the outermost in; undefined where one is missing. */
export function valueAt(bytes: Uint8Array, path: readonly number[], source: TlvSource): Uint8Array | undefined {
  let value: Uint8Array | undefined = bytes
  let offset = source.offset ?? 0
  for (const tag of path) {
    const found: Tlv | undefined = readTlvs(value, { what: source.what, offset }).find((one) => one.tag === tag)
    if (found === undefined) return undefined
    value = found.value
    offset = found.valueOffset
  }
  return value
}

/** Tag and lengths from the first bytes; the value need not be there. */
export function readTlvHead(bytes: Uint8Array, source: TlvSource): TlvHead {
  const offset = source.offset ?? 0
  const tag = readTag(bytes, source.what, offset)
  const length = readLength(bytes, tag.end, source.what, offset)
  return { tag: tag.tag, headLength: length.end, valueLength: length.length }
}

/** A data object in the shortest form that holds it. */
export function writeTlv(tag: number, ...values: readonly Uint8Array[]): Uint8Array {
  const value = concat(...values)
  return concat(bigEndian(tag), lengthBytes(value.length), value)
}

/** A tag as people write it. */
export function tagName(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(2, '0')
}

function readTlvAt(bytes: Uint8Array, at: number, source: TlvSource): Tlv {
  const offset = (source.offset ?? 0) + at
  const rest = bytes.subarray(at)
  const { tag, headLength, valueLength } = readTlvHead(rest, { what: source.what, offset })
  const end = headLength + valueLength
  if (end > rest.length) throw malformed(source.what, `tag ${tagName(tag)} is longer than what is there`, offset)
  const [value, raw] = [rest.subarray(headLength, end), rest.subarray(0, end)]
  return { tag, value, raw, offset, valueOffset: offset + headLength }
}

function readTag(bytes: Uint8Array, what: string, offset: number): { readonly tag: number; readonly end: number } {
  const first = bytes[0]
  if (first === undefined) throw malformed(what, 'it ends where a tag belongs', offset)
  if ((first & 0x1f) !== 0x1f) return { tag: first, end: 1 }
  let tag = first
  for (let at = 1; at <= 2; at++) {
    const next = bytes[at]
    if (next === undefined) throw malformed(what, 'it ends inside a tag', offset + at)
    tag = tag * 256 + next
    if ((next & 0x80) === 0) return { tag, end: at + 1 }
  }
  throw malformed(what, 'a tag of more than three bytes', offset)
}

function readLength(bytes: Uint8Array, at: number, what: string, offset: number) {
  const first = bytes[at]
  if (first === undefined) throw malformed(what, 'it ends where a length belongs', offset + at)
  if (first < 0x80) return { length: first, end: at + 1 }
  const count = first & 0x7f
  if (count === 0 || count > 4) throw malformed(what, 'a length of no known form', offset + at)
  let length = 0
  for (let read = 1; read <= count; read++) {
    const next = bytes[at + read]
    if (next === undefined) throw malformed(what, 'it ends inside a length', offset + at + read)
    length = length * 256 + next
  }
  if (length > longestValue) throw malformed(what, 'a length that no card can have', offset + at)
  return { length, end: at + 1 + count }
}

function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const bytes = bigEndian(length)
  return concat(Uint8Array.of(0x80 | bytes.length), bytes)
}

function bigEndian(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Uint8Array.from(bytes.length === 0 ? [0] : bytes)
}
