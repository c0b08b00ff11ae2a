import { expect, test } from 'vitest'
import { texts } from '../../src/core/index.ts'
import { heavyFaults, quickFaults } from './table/index.ts'

const caused = new Set([...quickFaults, ...heavyFaults].flatMap(({ codes }) => codes))

test('every code of the doctor is caused by a fault of the table', () => {
  const own = Object.keys(texts).filter((key) => key.startsWith('DB-DCT-'))
  expect(own.filter((code) => !caused.has(code as never))).toEqual([])
})

test('the table has 60 causes and more, each told apart from the others', () => {
  const all = [...quickFaults, ...heavyFaults]
  expect(all.length).toBeGreaterThanOrEqual(60)
  expect(new Set(all.map(({ cause }) => cause)).size).toBe(all.length)
})
