import { describe, expect, it } from 'vitest'
import { parseExpression, type Value } from './index.ts'

const value = (source: string, names: Readonly<Record<string, Value>> = {}) =>
  parseExpression(source).evaluate((name) => names[name])

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['-7 // 2', -4],
    ['-7 % 3', 2],
    ['0xF3 & 0x0F | 0x10', 19],
    ['0x80000000 >> 31', 1],
    ['1 << 40', 2 ** 40],
    ['255 if 2 > 1 and not 0 else 0', 255],
    ['1 if 0 else 2 if 0 else 3', 3],
    ['scale10(23, -1)', 2.3],
    ["concat('level-', 5)", 'level-5'],
    ["'abc'[1] == 'b'", true],
    ['len(b) - b[0]', 2],
    ['int("0012")', 12],
    ['not 1 == 2', true],
  ])('%s is %j', (source, expected) => {
    expect(value(source, { b: Uint8Array.of(1, 2, 3) })).toEqual(expected)
  })

  it('points at the first word that does not belong', () => {
    expect(() => parseExpression('b[1] > > 3')).toThrow(/character 8.*expected a value/)
    expect(() => parseExpression('b[1')).toThrow(/expected "\]", found the end/)
    expect(() => parseExpression('eval(1)')).toThrow(/one of min, max/)
    expect(() => parseExpression('a = 1')).toThrow(/character 2/)
  })

  it('refuses what its values do not allow instead of guessing', () => {
    expect(() => value('1 // 0')).toThrow(/division by zero/)
    expect(() => value('int("12a")')).toThrow(/digits/)
    expect(() => value('b[9]', { b: Uint8Array.of(1) })).toThrow(/element 9/)
    expect(() => value("'a' + 1")).toThrow(/number/)
  })

  it('is bounded in depth', () => {
    expect(() => parseExpression(`${'('.repeat(90)}1${')'.repeat(90)}`)).toThrow(/nested too deeply/)
    expect(() => parseExpression(`${'-'.repeat(190)}1`)).toThrow(/nested too deeply/)
    expect(() => parseExpression(`${'not '.repeat(45)}1`)).toThrow(/nested too deeply/)
  })
})
