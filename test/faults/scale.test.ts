import { expect, test } from 'vitest'
import { chooseScale } from './scale.ts'

const amounts = { short: 3, whole: 100, long: 500 }

test('a run without a named scale is short', () => {
  expect(chooseScale({}).pick(amounts)).toBe(3)
})

test('each scale has its own amounts', () => {
  expect(chooseScale({ FAULTS: 'whole' }).pick(amounts)).toBe(100)
  expect(chooseScale({ FAULTS: 'long' }).pick(amounts)).toBe(500)
})

test('a misspelt scale is an error and not a short run', () => {
  expect(() => chooseScale({ FAULTS: 'full' })).toThrow('choose one of short, whole, long')
})
