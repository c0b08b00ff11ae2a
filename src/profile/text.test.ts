import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeHex, encodeHex } from './bytes.ts'
import { countCells, cutText, decodeText, encodeText, foldToAscii } from './text.ts'

const ascii = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

describe('text on a device without Vietnamese', () => {
  it('folds every Vietnamese letter to its base letter, composed or not, never to ?', () => {
    const base = 'aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ'
    const letters = Array.from(base).flatMap((letter) =>
      ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => letter + tone),
    )
    for (const letter of letters) {
      for (const form of ['NFC', 'NFD'] as const)
        expect(foldToAscii(letter.normalize(form)), letter).toMatch(/^[A-Za-z]$/)
    }
    expect(foldToAscii('Mời số A012 đến quầy 5 – Phường Bến Nghé')).toBe('Moi so A012 den quay 5 - Phuong Ben Nghe')
  })

  it('keeps the likeness of signs, and shows ? only for a sign that has none', () => {
    expect(foldToAscii('“Phí: 50.000 ₫”… ½ ☎')).toBe('"Phi: 50.000 d"... 1/2 ?')
  })

  it('is cut and filled in cells after encoding', () => {
    expect(ascii(encodeText('Đến quầy 5', 'ascii-vn', { pad: 12 }))).toBe('Den quay 5  ')
    expect(ascii(encodeText('Đến quầy 5', 'ascii-vn', { pad: 3 }))).toBe('Den')
    expect(ascii(encodeText('12', 'ascii', { pad: 4, align: 'right' }))).toBe('  12')
    expect(countCells('ngã ba…', 'ascii-vn')).toBe(9)
    expect(Buffer.from(encodeText('Nghĩa', 'utf-8', { cut: 4 })).toString()).toBe('Nghĩ')
  })

  it('cannot smuggle a command into the stream', () => {
    expect(ascii(encodeText('A\r\x1b@\u0085B', 'latin-1'))).toBe('A  @ B')
  })

  it('reads bytes back, with a mark where the charset ends', () => {
    expect(decodeText(Uint8Array.of(0x41, 0xe9), 'latin-1')).toBe('Aé')
    expect(decodeText(Uint8Array.of(0x41, 0xe9), 'ascii')).toBe('A\uFFFD')
    expect(decodeText(Buffer.from('e\u0302\u0301'), 'utf-8')).toBe('ế')
  })
})

const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const vietnamese = [
  ...Array.from('aăâeêioôơuưyAĂÂEÊIOÔƠUƯY').flatMap((base) => tones.map((tone) => (base + tone).normalize('NFC'))),
  'đ',
  'Đ',
].filter((letter) => !/^[a-z]$/i.test(letter))
const roundTrip = (text: string, charset: Parameters<typeof encodeText>[1]) =>
  decodeText(encodeText(text, charset), charset)

describe('a Vietnamese encoding', () => {
  it.each(['viscii', 'tcvn', 'windows-1258', 'vni', 'utf-8'] as const)('%s keeps all 134 letters', (charset) => {
    expect(vietnamese).toHaveLength(134)
    for (const form of ['NFC', 'NFD'] as const) {
      for (const letter of vietnamese) expect(roundTrip(letter.normalize(form), charset)).toBe(letter)
      const all = vietnamese.join('')
      expect(roundTrip(all.normalize(form), charset)).toBe(all)
    }
  })

  // The digests are of what another program (iconv of the GNU C library) makes of the same letters.
  it.each([
    ['viscii', '2fc6a3ad0f4621b0'],
    ['tcvn', '8c950aa4a6e437a2'],
    ['windows-1258', 'b91995c99349d5e7'],
  ] as const)('%s has every letter where others have it', (charset, digest) => {
    const bytes = encodeText(vietnamese.join(''), charset)
    expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe(digest)
  })

  it('TCVN3 keeps all small letters; a capital with a tone becomes small, because it has no code', () => {
    for (const letter of vietnamese) {
      const kept = letter === letter.toLowerCase() || 'ĂÂÊÔƠƯĐ'.includes(letter)
      expect(roundTrip(letter, 'tcvn3'), letter).toBe(kept ? letter : letter.toLowerCase())
    }
  })

  it.each([
    ['windows-1258', '4E 67 75 79 EA DE 6E 20 56 E3 6E 20 C2 6E'],
    ['viscii', '4E 67 75 79 AD 6E 20 56 E5 6E 20 C2 6E'],
    ['tcvn', '4E 67 75 79 D4 6E 20 56 A8 6E 20 A2 6E'],
    ['tcvn3', '4E 67 75 79 D4 6E 20 56 A8 6E 20 A2 6E'],
    ['vni', '4E 67 75 79 65 E3 6E 20 56 61 EA 6E 20 41 C2 6E'],
  ] as const)('%s writes a name as %s', (charset, bytes) => {
    expect(encodeHex(encodeText('Nguyễn Văn Ân', charset))).toBe(bytes)
    expect(decodeText(decodeHex(bytes), charset)).toBe('Nguyễn Văn Ân')
  })

  it('windows-1258 agrees with the encoding standard on every byte that it has', () => {
    const standard = new TextDecoder('windows-1258')
    for (let byte = 0; byte < 256; byte++) {
      const ours = decodeText(Uint8Array.of(byte), 'windows-1258')
      if (ours !== '\uFFFD') expect(ours, String(byte)).toBe(standard.decode(Uint8Array.of(byte)).normalize('NFC'))
    }
  })

  it('folds what it does not have, and never splits a letter of two bytes', () => {
    expect(ascii(encodeText('Số “5” é', 'cp437'))).toBe('So "5" \x82')
    expect(encodeHex(encodeText('aễ', 'vni', { pad: 2 }))).toBe('61 20')
    expect(cutText('xin chào…', 'ascii-vn', 10)).toBe('xin chào')
  })
})
