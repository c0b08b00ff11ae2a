import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../broker.ts'
import { memory } from '../idle.ts'
import type { Workshop } from '../workshop.ts'
import { deskbridge } from './contestants.ts'

/** By then the garbage of taking them is gone. */
const settleMs = 5_000

/** Megabytes (10^6 bytes) that a desk without a broker grows by while this many facts wait in its journal. */
export async function measureWaiting(workshop: Workshop, count: number): Promise<number> {
  const folder = mkdtempSync(join(workshop.folder, 'waiting-'))
  try {
    await using runner = await deskbridge.start(workshop, folder, await freePort())
    // The first thousands bring code and buffers, which every desk has after its first day.
    await runner.accept(10_000)
    await pause(settleMs)
    const before = memory(runner.pid, 'Rss')
    await runner.accept(count)
    await pause(settleMs)
    return memory(runner.pid, 'Rss') - before
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
