import { expect, it } from 'vitest'
import { readKeyNames, slugOf } from './key-names.ts'

const keysOf = (words: string) => readKeyNames(words).map(({ key }) => key)

it('understands what people call the keys of a call keypad, in both languages', () => {
  expect(keysOf('Gọi tiếp, gọi lại; BỎ QUA')).toEqual(['next', 'recall', 'skip'])
  expect(keysOf('gọi tiếp')).toEqual(['next'])
  expect(keysOf('call next, finish')).toEqual(['next', 'finish'])
  expect(keysOf('next recall skip')).toEqual(['next', 'recall', 'skip'])
})

it('understands the letters of a keyboard that writes an accent as a character of its own', () => {
  expect(keysOf('gọi tiếp,gọi lại'.normalize('NFD'))).toEqual(['next', 'recall'])
})

it('makes levels of rating keys, and plain letters of all other names, which it keeps as labels', () => {
  expect(keysOf('mức 5, level 1, level-2')).toEqual(['level-5', 'level-1', 'level-2'])
  expect(readKeyNames('Phím Đỏ, F1')).toEqual([
    { key: 'phim-do', label: 'Phím Đỏ' },
    { key: 'f1', label: 'F1' },
  ])
  expect(slugOf('  Bàn phím gọi số – Hưng Thịnh 6 ')).toBe('ban-phim-goi-so-hung-thinh-6')
})

it.each(['', ' , ', '5, 6', '???,', 'Gọi số'])('refuses %j, which names no keys', (words) => {
  expect(() => readKeyNames(words)).toThrow('DB-PRO-097')
})
