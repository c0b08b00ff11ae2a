import { startDesk } from './desk.ts'
import { median } from './statistics.ts'
import type { Workshop } from './workshop.ts'

/**
 * Starts a desk several times. Each has a new journal, and a panel that repeats its press every 5 ms from before the
 * start; the program's files are in the page cache after the first. Returns the middle one in milliseconds.
 */
export async function measureColdStart(workshop: Workshop, times: number): Promise<number> {
  const starts: number[] = []
  for (let left = times; left > 0; left--) {
    await using desk = await startDesk(workshop)
    starts.push(desk.coldStart)
  }
  return median(starts)
}
