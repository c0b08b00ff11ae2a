import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startProgram } from './programs.ts'
import type { Workshop } from './workshop.ts'

/** How fast a journal without a broker takes facts that are offered all at once. */
export interface AcceptRate {
  readonly perSecond: number
  /** Per second of processor time, which the neighbours on a machine move less. */
  readonly perCpuSecond: number
}

/** Offers `count` facts to a journal in a process of its own. */
export async function measureAccept({ folder }: Workshop, count: number): Promise<AcceptRate> {
  const data = mkdtempSync(join(folder, 'journal-'))
  try {
    const worker = join(import.meta.dirname, 'accept-worker.ts')
    await using program = startProgram(process.execPath, [worker, data, String(count)])
    const [wall = 0, cpu = 0] = (await program.line()).split(' ').map(Number)
    return { perSecond: (count / wall) * 1000, perCpuSecond: (count / cpu) * 1000 }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
