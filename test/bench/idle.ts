import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Desk } from './desk.ts'

/** What a desk costs while nobody presses: the broker is connected, one serial device is open. */
export interface IdleCost {
  /** Megabytes (10^6 bytes) of the core. */
  readonly coreRss: number
  /** Megabytes of core and serial child together, pages they share counted once. */
  readonly bothPss: number
  /** Percent of one processor, both processes. */
  readonly cpu: number
  /** Voluntary context switches per second of all threads: how often an idle processor is woken. */
  readonly coreWakeUps: number
  readonly childWakeUps: number
}

/** By then the program has tidied its heap and looked at its disk for the first time, and V8 has followed. */
const calmAfterMs = 36_000

/** Watches a desk, on which one press was made, for some seconds, once the work of its start is over. */
export async function measureIdle(desk: Desk, seconds: number): Promise<IdleCost> {
  const [core, child] = [desk.pid, desk.childPid()]
  await pause(Math.max(0, calmAfterMs - desk.age()))
  const before = [activity(core), activity(child)] as const
  await pause(seconds * 1000)
  const after = [activity(core), activity(child)] as const
  const perSecond = (of: 0 | 1, what: keyof Activity) => (after[of][what] - before[of][what]) / seconds
  return {
    coreRss: memory(core, 'Rss'),
    bothPss: memory(core, 'Pss') + memory(child, 'Pss'),
    cpu: (perSecond(0, 'nanoseconds') + perSecond(1, 'nanoseconds')) / 1e7,
    coreWakeUps: perSecond(0, 'wakeUps'),
    childWakeUps: perSecond(1, 'wakeUps'),
  }
}

/** What a process has done. */
export interface Activity {
  readonly nanoseconds: number
  readonly wakeUps: number
}

/** The sum over all threads of a process so far. */
export function activity(pid: number): Activity {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const of = (file: string) => readFileSync(`/proc/${pid}/task/${thread}/${file}`, 'utf8')
    return {
      nanoseconds: Number(of('schedstat').split(' ')[0]),
      wakeUps: Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(of('status'))?.[1]),
    }
  })
  const sum = (what: keyof Activity) => threads.reduce((total, thread) => total + thread[what], 0)
  return { nanoseconds: sum('nanoseconds'), wakeUps: sum('wakeUps') }
}

/** Megabytes (10^6 bytes) of a process. */
export function memory(pid: number, what: 'Rss' | 'Pss'): number {
  const kibibytes = new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(
    readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'),
  )?.[1]
  return (Number(kibibytes) * 1024) / 1e6
}
