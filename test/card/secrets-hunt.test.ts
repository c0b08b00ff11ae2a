import { describe, expect, it } from 'vitest'
import { hunt } from './hunt.ts'

const name = 'Nguyễn Thị Ẩn'
const number = '079203000456'
const at = (bytes: Uint8Array | string) => new Map([['a place', Buffer.from(bytes)]])

describe('the hunt finds', () => {
  it.each([
    ['plain', `x ${name} y`],
    ['with its marks apart', `x ${name.normalize('NFD')} y`],
    ['without marks, as printed lines have it', 'NGUYEN<THI<AN<<<'],
    [
      'as JSON escapes',
      `{"a":"${name.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}"}`,
    ],
    ['in hex', Buffer.from(name).toString('hex')],
    ['in an address', `?q=${encodeURIComponent(name)}`],
    ['wide', Buffer.from(`x${name}`, 'utf16le')],
  ])('a name %s', (_, bytes) => {
    expect(hunt(at(bytes), [name])).toHaveLength(1)
    expect(hunt(at(bytes), ['Trần Văn Bình'])).toEqual([])
  })

  it.each([0, 1, 2, 3, 4, 5])('a number in base64 after %i other bytes', (before) => {
    const text = Buffer.from(`${'x'.repeat(before)}${number}|rest`).toString('base64')
    expect(hunt(at(text), [number])).toHaveLength(1)
    expect(hunt(at(text.replaceAll('+', '-')), ['001199000123'])).toEqual([])
  })

  it('what is in the name of a file', () => {
    expect(hunt(new Map([[`/tmp/${number}.json`, Buffer.alloc(0)]]), [number])).toHaveLength(1)
  })
})
