import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../test/support/faces.ts'
import { reconnectDelay } from './index.ts'

const many = (outage: number, attempts: number, clone = false) => {
  const random = seededRandom(1)
  return Array.from({ length: 1000 }, () => reconnectDelay({ attempts, outage, clone }, random))
}

describe('the wait before the next attempt', () => {
  it('is below 0.4 s in the first minute of an outage, however many attempts that takes', () => {
    expect(Math.max(...many(59_999, 300))).toBeLessThan(400)
  })

  it('grows to 30 s in a long outage and no further', () => {
    expect(Math.max(...many(60_000, 3))).toBeLessThan(1_600)
    const late = many(86_400_000, 5_000)
    expect(Math.max(...late)).toBeLessThan(30_000)
    expect(Math.max(...late)).toBeGreaterThan(29_000)
  })

  it('is spread over its whole range, so that the desks of a centre do not come back at once', () => {
    const late = many(86_400_000, 100)
    const buckets = new Set(late.map((delay) => Math.floor(delay / 1_000)))
    expect(buckets.size).toBe(30)
    expect(new Set(late).size).toBe(late.length)
  })

  it('is at least a minute when another PC has taken our name', () => {
    expect(Math.min(...many(0, 1, true))).toBeGreaterThanOrEqual(60_000)
  })
})
