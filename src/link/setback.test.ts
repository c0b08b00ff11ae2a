import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../test/support/faces.ts'
import { type Setback, setBack, type Trouble } from './setback.ts'

/** The waits of so many refusals in a row, each right after the last wait. */
const waits = (trouble: Trouble, count: number) => {
  const random = seededRandom(1)
  let setback: Setback | undefined
  return Array.from({ length: count }, () => {
    const next = setBack(setback, trouble, setback?.until ?? 0, random)
    setback = next.setback
    return next.wait
  })
}
const within = (wait: number | undefined, longest: number) => {
  expect(wait).toBeGreaterThanOrEqual(longest / 2)
  expect(wait).toBeLessThanOrEqual(longest)
}

describe('the wait after a refusal', () => {
  it.each([
    ['transient', 1_000, 30_000],
    ['pressure', 2_000, 300_000],
    ['forbidden', 5_000, 60_000],
  ] as const)('%s doubles each time from %i to %i ms', (trouble, first, longest) => {
    const all = waits(trouble, 12)
    for (const [index, wait] of all.entries()) within(wait, Math.min(longest, first * 2 ** index))
  })

  it('is short again after a minute without trouble', () => {
    const random = seededRandom(1)
    const { setback } = setBack({ times: 9, until: 0 }, 'pressure', 59_999, random)
    expect(setback.times).toBe(10)
    expect(setBack({ times: 9, until: 0 }, 'pressure', 60_000, random).setback.times).toBe(1)
  })
})
