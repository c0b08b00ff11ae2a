import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PacedReports } from './paced-reports.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A device that takes each report after `ms`, and when it began to. */
function device(ms: number) {
  const starts: number[] = []
  const begin = performance.now()
  const deliver = () => {
    starts.push(performance.now() - begin)
    return new Promise<void>((resolve) => setTimeout(resolve, ms))
  }
  return { starts, deliver }
}

describe('reports that are paced', () => {
  test('go one by one, with the spacing from the end of one to the start of the next', async () => {
    const { starts, deliver } = device(20)
    const reports = new PacedReports(50, () => {})
    for (let i = 0; i < 3; i++) reports.add(deliver)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(starts).toEqual([0, 70, 140])
    reports.add(deliver)
    await vi.advanceTimersByTimeAsync(10)
    expect(starts[3]).toBe(1_000)
  })

  test('tell of a stall when one is not taken in time, and of none while they only wait for each other', async () => {
    const onStall = vi.fn()
    const slow = device(1_500)
    const reports = new PacedReports(3_000, onStall)
    reports.add(slow.deliver)
    reports.add(slow.deliver)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onStall).not.toHaveBeenCalled()
    reports.add(() => new Promise(() => {}))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(onStall).toHaveBeenCalledOnce()
  })

  test('that were stopped go no more', async () => {
    const { starts, deliver } = device(10)
    const onStall = vi.fn()
    const reports = new PacedReports(50, onStall)
    for (let i = 0; i < 3; i++) reports.add(deliver)
    reports.stop()
    reports.add(deliver)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(starts).toEqual([0])
    expect(onStall).not.toHaveBeenCalled()
  })
})
