import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../test/support/faces.ts'
import { type Outage, reconnectDelay } from './index.ts'

const cut: Outage = { attempts: 1, outage: 0, pace: 'soon', setbacks: 0, spread: 0 }
const many = (outage: Partial<Outage>) => {
  const random = seededRandom(1)
  return Array.from({ length: 1000 }, () => reconnectDelay({ ...cut, ...outage }, random))
}

describe('the wait before the next attempt', () => {
  it('is below 0.4 s in the first minute of an outage, however many attempts that takes', () => {
    expect(Math.max(...many({ outage: 59_999, attempts: 300 }))).toBeLessThan(400)
  })

  it('grows to 30 s in a long outage and no further', () => {
    expect(Math.max(...many({ outage: 60_000, attempts: 3 }))).toBeLessThan(1_600)
    const late = many({ outage: 86_400_000, attempts: 5_000 })
    expect(Math.max(...late)).toBeLessThan(30_000)
    expect(Math.max(...late)).toBeGreaterThan(29_000)
  })

  it('is spread over its whole range, so that the desks of a centre do not come back at once', () => {
    const late = many({ outage: 86_400_000, attempts: 100 })
    const buckets = new Set(late.map((delay) => Math.floor(delay / 1_000)))
    expect(buckets.size).toBe(30)
    expect(new Set(late).size).toBe(late.length)
  })

  it('is spread over as long as the centre wishes, also after a short cut', () => {
    const asked = many({ spread: 120_000 })
    expect(Math.max(...asked)).toBeGreaterThan(118_000)
    expect(new Set(asked.map((delay) => Math.floor(delay / 10_000))).size).toBe(12)
  })

  it('grows with every request for patience, from the first on', () => {
    const longest = (setbacks: number) => Math.max(...many({ pace: 'busy', setbacks }))
    expect(longest(1)).toBeLessThan(1_000)
    expect(longest(4)).toBeGreaterThan(7_000)
    expect(longest(50)).toBeLessThan(30_000)
  })

  it('grows when the broker closes at once again and again, but not for a few times', () => {
    expect(Math.max(...many({ setbacks: 3 }))).toBeLessThan(400)
    expect(Math.max(...many({ setbacks: 9 }))).toBeGreaterThan(20_000)
  })

  it('is 15 to 30 s when somebody must change something first', () => {
    const slow = many({ pace: 'slow' })
    expect(Math.min(...slow)).toBeGreaterThanOrEqual(15_000)
    expect(Math.max(...slow)).toBeLessThan(30_000)
  })

  it('is at least a minute when another PC has taken our name', () => {
    expect(Math.min(...many({ pace: 'clone' }))).toBeGreaterThanOrEqual(60_000)
  })
})
