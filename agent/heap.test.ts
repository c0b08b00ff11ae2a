import { getHeapStatistics } from 'node:v8'
import { expect, it } from 'vitest'
import { fakeClock } from '../test/support/faces.ts'
import { tidyHeapAfterStart } from './heap.ts'

const size = () => getHeapStatistics().total_heap_size

/** Makes the heap large, and drops what is on it. */
function makeGarbage(): void {
  const kept = Array.from({ length: 1_000_000 }, (_, n) => ({ n, text: `garbage ${n}` }))
  expect(kept).toHaveLength(1_000_000)
}

it('gives back what a busy time took, also long after the start', () => {
  const clock = fakeClock()
  const tidying = tidyHeapAfterStart(clock)
  clock.advance(3_000)
  for (let busy = 0; busy < 2; busy++) {
    makeGarbage()
    const large = size()
    clock.advance(60_000)
    expect(large - size(), 'bytes given back').toBeGreaterThan(20 * 2 ** 20)
  }
  tidying.cancel()
  makeGarbage()
  const large = size()
  clock.advance(600_000)
  expect(size()).toBeGreaterThanOrEqual(large)
})
