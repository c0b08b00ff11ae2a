import type { Charset } from './schema/index.ts'

/** One character as a device shows it: what was asked for, and the bytes it takes (one cell per byte, except in UTF-8). */
interface Cell {
  readonly source: string
  readonly bytes: Uint8Array
}

export interface Fit {
  /** Exactly so many cells: cut when longer, filled with spaces when shorter. */
  readonly pad?: number
  /** At most so many cells. */
  readonly cut?: number
  readonly align?: 'left' | 'right'
}

/** Text as bytes of a charset, fitted to cells after encoding. Control characters become spaces: text is no command. */
export function encodeText(text: string, charset: Charset, fit: Fit = {}): Uint8Array {
  const limit = fit.pad ?? fit.cut
  const cells = limit === undefined ? toCells(text, charset) : toCells(text, charset).slice(0, limit)
  const filling = Array.from({ length: Math.max(0, (fit.pad ?? 0) - cells.length) }, () => space)
  const fitted = fit.align === 'right' ? [...filling, ...cells] : [...cells, ...filling]
  return new Uint8Array(Buffer.concat(fitted.map((cell) => cell.bytes)))
}

/** How many cells a text takes on the device. */
export function countCells(text: string, charset: Charset): number {
  return toCells(text, charset).length
}

/** Bytes of a device as text; what the charset does not know becomes U+FFFD. Text is given in NFC. */
export function decodeText(bytes: Uint8Array, charset: Charset): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  switch (charset) {
    case 'utf-8':
      return buffer.toString('utf8').normalize('NFC')
    case 'latin-1':
      return buffer.toString('latin1')
    default:
      return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\uFFFD')).join('')
  }
}

/** Folds Vietnamese and the usual punctuation to ASCII. A letter never becomes `?`; only a sign without a likeness does. */
export function foldToAscii(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '')
  return Array.from(folded, (char) => {
    if (char.charCodeAt(0) < 0x80) return char
    return likeness[char] ?? (/\p{L}/u.test(char) ? '' : '?')
  }).join('')
}

const space: Cell = { source: ' ', bytes: Uint8Array.of(0x20) }

const likeness: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '•': '*',
  '·': '.',
  '×': 'x',
  '÷': '/',
  '→': '>',
  '←': '<',
  '₫': 'd',
  '⁄': '/',
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })

function toCells(text: string, charset: Charset): Cell[] {
  // Line breaks, ESC and their like in a person's name or a ticket would otherwise be commands to the device.
  const plain = text.normalize('NFC').replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
  return Array.from(graphemes.segment(plain), ({ segment }) => segment).flatMap((source) => encodeOne(source, charset))
}

function encodeOne(source: string, charset: Charset): Cell[] {
  switch (charset) {
    case 'utf-8':
      return [{ source, bytes: new Uint8Array(Buffer.from(source, 'utf8')) }]
    case 'ascii-vn':
      return singles(source, foldToAscii(source))
    case 'ascii':
      return singles(source, limitTo(source, 0x7f))
    case 'latin-1':
      return singles(source, limitTo(source, 0xff))
  }
}

function limitTo(source: string, highest: number): string {
  return Array.from(source, (char) => ((char.codePointAt(0) ?? 0) <= highest ? char : '?')).join('')
}

function singles(source: string, encoded: string): Cell[] {
  return Array.from(encoded, (char) => ({ source, bytes: Uint8Array.of(char.charCodeAt(0)) }))
}
