import { describe, expect, it } from 'vitest'
import { correctionOf } from './correction.ts'
import { formatOf, masks } from './masks.ts'
import { type QrCode, qrCodeOf } from './qr.ts'

const bits = (value: number) => value.toString(2).padStart(15, '0')

/** Codewords of data in each block, by version: as ISO/IEC 18004 has them for level M. */
const blocks = [[16], [28], [44], [32, 32], [43, 43], [27, 27, 27, 27]]

/** Reads a code as a telephone does, from the printed table of formats on. */
function read(code: QrCode): string {
  const size = code.length
  const version = (size - 17) / 4
  const dark = (row: number, column: number) => code[row]?.[column] ?? false
  const formatPlaces = [0, 1, 2, 3, 4, 5, 7, 8].map((row) => [row, 8] as const)
  const rest = [7, 5, 4, 3, 2, 1, 0].map((column) => [8, column] as const)
  const format = [...formatPlaces, ...rest].map(([row, column]) => (dark(row, column) ? '1' : '0'))
  const mask = masks.findIndex((_, index) => bits(formatOf(index)) === format.toReversed().join(''))
  const isFixed = (row: number, column: number) =>
    row === 6 ||
    column === 6 ||
    (row < 9 && (column < 9 || column >= size - 8)) ||
    (row >= size - 8 && column < 9) ||
    (version > 1 && row >= size - 9 && row <= size - 5 && column >= size - 9 && column <= size - 5)
  let stream = ''
  const pairs = [...Array((size - 1) / 2).keys()].map((pair) => size - 1 - 2 * pair).map((c) => (c <= 6 ? c - 1 : c))
  pairs.forEach((right, pair) => {
    for (let step = 0; step < size; step++) {
      const row = pair % 2 === 0 ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (!isFixed(row, column)) stream += dark(row, column) !== masks[mask]?.(row, column) ? '1' : '0'
      }
    }
  })
  const codewords = (stream.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  const lengths = blocks[version - 1] ?? []
  const data = lengths.flatMap((length, block) =>
    Array.from({ length }, (_, index) => codewords[index * lengths.length + block] ?? 0),
  )
  const text = data.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  expect(text.slice(0, 4)).toBe('0100')
  const length = Number.parseInt(text.slice(4, 12), 2)
  const bytes = (text.slice(12, 12 + length * 8).match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

describe('a QR code', () => {
  it('says level and mask in the bits of the standard', () => {
    expect(masks.map((_, mask) => bits(formatOf(mask)))).toEqual([
      ...['101010000010010', '101000100100101', '101111001111100', '101101101001011'],
      ...['100010111111001', '100000011001110', '100111110010111', '100101010100000'],
    ])
  })

  it('is corrected as the worked example of the standard is', () => {
    // "01234567" at version 1, level M.
    const data = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11]
    expect(correctionOf(data, 10)).toEqual([0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55])
  })

  it.each([1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106])('of %i bytes is read back', (length) => {
    const text = 'https://so.vinhlong.gov.vn/ve/A012 '.repeat(4).slice(0, length)
    expect(read(qrCodeOf(text) ?? [])).toBe(text)
  })

  it('keeps Vietnamese letters', () => {
    expect(read(qrCodeOf('Số Đ012') ?? [])).toBe('Số Đ012')
  })

  it('is none for a text that is too long', () => {
    expect(qrCodeOf('x'.repeat(107))).toBeUndefined()
  })

  it('has its three finders', () => {
    const code = qrCodeOf('A') ?? []
    const row = (line: number, from: number) =>
      (code[line] ?? [])
        .slice(from, from + 7)
        .map(Number)
        .join('')
    for (const [line, column] of [
      [0, 0],
      [0, 14],
      [14, 0],
    ] as const) {
      expect([0, 1, 2, 3, 4, 5, 6].map((down) => row(line + down, column))).toEqual([
        ...['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'],
      ])
    }
  })
})
