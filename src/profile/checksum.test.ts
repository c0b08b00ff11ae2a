import { describe, expect, it } from 'vitest'
import { decodeHex, encodeHex } from './bytes.ts'
import { checkHolds, checksum, writeCheck } from './checksum.ts'
import type { Algorithm, CheckSpec } from './schema/index.ts'

describe('a check value', () => {
  // The CRC column is the catalogue's own check value of "123456789".
  it.each<[Algorithm, number]>([
    ['crc8', 0xf4],
    ['crc8-maxim', 0xa1],
    ['crc16-arc', 0xbb3d],
    ['crc16-kermit', 0x2189],
    ['crc16-modbus', 0x4b37],
    ['crc16-x25', 0x906e],
    ['crc16-ccitt-false', 0x29b1],
    ['crc16-mcrf4xx', 0x6f91],
    ['crc16-xmodem', 0x31c3],
    ['crc32', 0xcbf43926],
    ['xor8', 0x31],
    ['sum8', 0xdd],
    ['neg8', 0x23],
    ['not8', 0x22],
    ['neg7', 0x23],
    ['sum16', 0x01dd],
    ['neg16', 0xfe23],
    ['not16', 0xfe22],
  ])('%s of "123456789" is right', (alg, expected) => {
    expect(checksum(alg, Buffer.from('123456789'))).toBe(expected)
  })

  it.each<[string, CheckSpec, string]>([
    ['a Modbus reply', { alg: 'crc16-modbus', over: [0, -2], at: -2, as: 'le' }, '01 02 01 20 A0 50'],
    ['an SSI scan', { alg: 'neg16', over: [0, -2], at: -2, as: 'be' }, '0B F3 00 00 08 31 32 33 34 35 36 FD C5'],
    [
      'an RFID tag, over its decoded digits',
      { alg: 'xor8', over: [1, 11], view: 'hex-decoded', at: 11, as: 'hex' },
      '02 31 34 30 30 38 45 43 37 39 33 43 45 03',
    ],
    ['a 21-key caller', { alg: 'sum8', over: [5, -2], at: -2 }, 'FF 68 06 06 68 03 10 41 30 31 32 E7 16'],
    [
      'a flag-delimited frame',
      { alg: 'crc16-mcrf4xx', over: [1, -3], at: -3, as: 'le' },
      '7E 02 01 02 00 01 00 CC 2B 7E',
    ],
  ])('holds for %s', (_name, spec, frame) => {
    expect(checkHolds(spec, decodeHex(frame))).toBe(true)
  })

  it.each<[string, CheckSpec, string]>([
    ['low byte first', { alg: 'crc16-modbus', over: [0, null], as: 'le' }, '37 4B'],
    ['high byte first', { alg: 'crc16-modbus', over: [0, null], as: 'be' }, '4B 37'],
    ['as upper-case digits', { alg: 'crc16-modbus', over: [0, null], as: 'hex' }, '34 42 33 37'],
    ['as lower-case digits', { alg: 'crc16-modbus', over: [0, null], as: 'hex-lower' }, '34 62 33 37'],
    ['as half bytes', { alg: 'crc16-modbus', over: [0, null], as: 'nibbles' }, '34 3B 33 37'],
    ['beginning elsewhere', { alg: 'xor8', over: [0, null], init: 0xff }, 'CE'],
    ['as four bytes', { alg: 'crc32', over: [0, null], as: 'le' }, '26 39 F4 CB'],
  ])('is written %s', (_name, spec, expected) => {
    expect(encodeHex(writeCheck(spec, Buffer.from('123456789')))).toBe(expected)
  })

  it('does not hold where it has no room', () => {
    expect(checkHolds({ alg: 'xor8', over: [0, -5], at: -4, as: 'hex' }, decodeHex('0D 0A'))).toBe(false)
  })

  it('is written with exactly one case of hex digits, so that a flipped case bit is noticed', () => {
    const spec: CheckSpec = { alg: 'xor8', over: [0, -2], at: -2, as: 'hex' }
    expect(encodeHex(writeCheck(spec, Uint8Array.of(0xab)))).toBe('41 42')
    expect(checkHolds(spec, Uint8Array.of(0xab, 0x41, 0x42))).toBe(true)
    expect(checkHolds(spec, Uint8Array.of(0xab, 0x61, 0x42))).toBe(false)
  })
})
