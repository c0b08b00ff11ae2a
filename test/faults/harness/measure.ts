import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { journalFile } from '../../../src/journal/index.ts'
import type { FamilyName } from './program-copy.ts'

/** What a process holds of the machine. */
export interface Footprint {
  readonly residentMegabytes: number
  readonly threads: number
  readonly descriptors: number
}

/** Looks at a process from outside, as Linux shows it. */
export function footprintOf(pid: number): Footprint {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  return {
    residentMegabytes: figure('VmRSS') / 1024,
    threads: figure('Threads'),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  }
}

/** The child process of a program that runs one family of drivers, if it runs. */
export function childOf(pid: number, family: FamilyName): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return children.map(Number).find((child) => commandOf(child).includes(`${family}-child`))
}

/** A child may end while it is looked at. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** The size of a desk's write-ahead log in megabytes. */
export function walMegabytes(folder: string): number {
  return (statSync(join(folder, `${journalFile}-wal`), { throwIfNoEntry: false })?.size ?? 0) / 2 ** 20
}

/** Looks again and again while `work` goes on, and keeps the largest of each. */
export async function worstWhile(look: () => readonly number[], work: () => Promise<void>): Promise<readonly number[]> {
  let worst = look()
  const timer = setInterval(() => {
    worst = look().map((value, index) => Math.max(value, worst[index] ?? value))
  }, 100)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return worst
}
