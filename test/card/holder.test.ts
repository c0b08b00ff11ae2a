import { expect, test } from 'vitest'
import { canOf, holder, mrzOf, printedOf } from './holder.ts'

test('the test card is printed as the cards of Viet Nam are', () => {
  expect(mrzOf(holder)).toEqual([
    'IDVNM1990001239001199000123<<0',
    '9902152F3902150VNM<<<<<<<<<<<4',
    'NGUYEN<<THI<AN<<<<<<<<<<<<<<<<',
  ])
  expect(printedOf(holder)).toBe('199000123999021523902150')
  expect(canOf(holder)).toBe('000123')
})
