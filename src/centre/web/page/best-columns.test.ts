import { expect, it } from 'vitest'
import { bestColumns } from './best-columns.ts'

it.each([
  [30, 1880, 735, 5],
  [8, 1880, 735, 2],
  [4, 1880, 735, 2],
  [1, 1880, 735, 1],
  [0, 1880, 735, 1],
  [8, 390, 600, 1],
])('%i counters on %i × %i stand in %i columns', (count, width, height, columns) => {
  expect(bestColumns(count, { width, height })).toBe(columns)
})
