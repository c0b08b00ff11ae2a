import { describe, expect, it } from 'vitest'
import { countCells, decodeText, encodeText, foldToAscii } from './text.ts'

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
