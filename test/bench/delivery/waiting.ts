import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../broker.ts'
import { memory } from '../idle.ts'
import type { Workshop } from '../workshop.ts'
import { deskbridge } from './contestants.ts'

/** By then what was read at the start is checked, and its garbage gone. */
const settleMs = 15_000

/**
 * Megabytes (10^6 bytes) that a desk without a broker takes more than one with an empty journal when this many facts wait
 * in its own. Both have just been started: what taking so many at once leaves behind is no matter of waiting.
 */
export async function measureWaiting(workshop: Workshop, count: number): Promise<number> {
  const folder = mkdtempSync(join(workshop.folder, 'waiting-'))
  try {
    const empty = await residentAfterStart(workshop, join(folder, 'empty'))
    await fill(workshop, join(folder, 'full'), count)
    return (await residentAfterStart(workshop, join(folder, 'full'))) - empty
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function residentAfterStart(workshop: Workshop, folder: string): Promise<number> {
  await using runner = await deskbridge.start(workshop, folder, await freePort())
  await pause(settleMs)
  return memory(runner.pid, 'Rss')
}

async function fill(workshop: Workshop, folder: string, count: number): Promise<void> {
  await using runner = await deskbridge.start(workshop, folder, await freePort())
  await runner.accept(count)
}
