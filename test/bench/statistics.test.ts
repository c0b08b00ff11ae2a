import { describe, expect, it } from 'vitest'
import { median, percentile, spread } from './statistics.ts'

describe('the statistics of the bench', () => {
  it('takes percentiles from the values that were measured, by the nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index)
    expect(percentile(values, 0.5)).toBe(100)
    expect(percentile(values, 0.99)).toBe(198)
    expect(percentile([7], 0.99)).toBe(7)
  })

  it('takes the mean of the two in the middle as the median of an even count', () => {
    expect(median([4, 1, 2, 9])).toBe(3)
    expect(median([4, 1, 2])).toBe(2)
  })

  it('sorts by number, not by text', () => {
    expect(median([10, 9, 100])).toBe(10)
    expect(spread([10, 9, 100])).toEqual({ median: 10, least: 9, greatest: 100 })
  })
})
