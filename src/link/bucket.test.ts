import { describe, expect, it } from 'vitest'
import { type Bucket, newBucket, takeToken } from './bucket.ts'

/** How many facts go out in so many ms at a rate. */
function taken(rate: number, ms: number): number {
  let bucket: Bucket = newBucket(0)
  let count = 0
  for (let now = 0; now < ms; ) {
    const next = takeToken(bucket, rate, now)
    bucket = next.bucket
    if (next.wait === 0) count++
    else now += next.wait
  }
  return count
}

describe('the rate at which a backlog drains', () => {
  it.each([1, 7, 200, 5_000, 100_000])('is %i facts per second', (rate) => {
    expect(taken(rate, 10_000)).toBeGreaterThan(rate * 10 * 0.9)
    expect(taken(rate, 10_000)).toBeLessThanOrEqual(rate * 10 + Math.max(1, rate / 10))
  })

  it('saves up no more than a tenth of a second', () => {
    let bucket = newBucket(0)
    let count = 0
    for (let wait = 0; wait === 0; count++) ({ bucket, wait } = takeToken(bucket, 200, 3_600_000))
    expect(count - 1).toBe(20)
  })

  it('needs few timers', () => {
    expect(takeToken({ tokens: 0, at: 0 }, 5_000, 0).wait).toBe(20)
  })
})
