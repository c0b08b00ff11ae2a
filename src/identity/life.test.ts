import { expect, it } from 'vitest'
import { daysLeft, stageOf } from './life.ts'

const day = 86_400_000
const life = { from: 0, until: 90 * day }

it('a certificate is to be renewed from two thirds of its life on, and expired from its last moment on', () => {
  expect(stageOf(life, -1)).toBe('early')
  expect(stageOf(life, 60 * day - 1)).toBe('good')
  expect(stageOf(life, 60 * day)).toBe('due')
  expect(stageOf(life, 90 * day)).toBe('expired')
  expect(daysLeft(life, 60 * day)).toBe(30)
  expect(daysLeft(life, 91 * day)).toBe(-1)
})
