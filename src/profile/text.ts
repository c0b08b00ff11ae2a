import { codecs } from './charsets/index.ts'
import type { Charset } from './schema/index.ts'

/** A letter as a device shows it. It takes one cell per byte, but in UTF-8 one in all; it is never cut in two. */
interface Letter {
  readonly source: string
  readonly bytes: Uint8Array
  readonly cells: number
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
  const all = toLetters(text, charset)
  const letters = limit === undefined ? all : cutLetters(all, limit)
  const filling = new Uint8Array(Math.max(0, (fit.pad ?? 0) - cellsOf(letters))).fill(0x20)
  const bytes = letters.map((letter) => letter.bytes)
  return new Uint8Array(Buffer.concat(fit.align === 'right' ? [filling, ...bytes] : [...bytes, filling]))
}

/** How many cells a text takes on the device. */
export function countCells(text: string, charset: Charset): number {
  return cellsOf(toLetters(text, charset))
}

/** The longest beginning that fits. */
export function cutText(text: string, charset: Charset, cells: number): string {
  const letters = cutLetters(toLetters(text, charset), cells)
  return letters.map((letter) => letter.source).join('')
}

/** A text as its letters, for those who move it through a window. */
export function lettersOf(text: string): string[] {
  return Array.from(graphemes.segment(text.normalize('NFC')), ({ segment }) => segment)
}

/** Bytes of a device as text; what the charset does not know becomes U+FFFD. Text is given in NFC. */
export function decodeText(bytes: Uint8Array, charset: Charset): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  switch (charset) {
    case 'utf-8':
      return buffer.toString('utf8').normalize('NFC')
    case 'latin-1':
      return buffer.toString('latin1')
    case 'ascii':
    case 'ascii-vn':
      return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\uFFFD')).join('')
    default:
      return codecs[charset].decode(bytes).normalize('NFC')
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

function toLetters(text: string, charset: Charset): Letter[] {
  // Line breaks, ESC and their like in a person's name or a ticket would otherwise be commands to the device.
  return lettersOf(text.normalize('NFC').replace(/[\p{Cc}\u2028\u2029]/gu, ' ')).map((source) => {
    const bytes = encodeLetter(source, charset)
    return { source, bytes, cells: charset === 'utf-8' ? 1 : bytes.length }
  })
}

function cellsOf(letters: readonly Letter[]): number {
  return letters.reduce((sum, letter) => sum + letter.cells, 0)
}

function cutLetters(letters: readonly Letter[], limit: number): readonly Letter[] {
  let cells = 0
  const end = letters.findIndex((letter) => {
    cells += letter.cells
    return cells > limit
  })
  return end < 0 ? letters : letters.slice(0, end)
}

function encodeLetter(source: string, charset: Charset): Uint8Array {
  switch (charset) {
    case 'utf-8':
      return new Uint8Array(Buffer.from(source, 'utf8'))
    case 'ascii-vn':
      return asciiOf(foldToAscii(source))
    case 'ascii':
      return asciiOf(limitTo(source, 0x7f))
    case 'latin-1':
      return asciiOf(limitTo(source, 0xff))
    default:
      return Uint8Array.from(codecs[charset].encode(source) ?? asciiOf(foldToAscii(source)))
  }
}

function limitTo(source: string, highest: number): string {
  return Array.from(source, (char) => ((char.codePointAt(0) ?? 0) <= highest ? char : '?')).join('')
}

function asciiOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}
