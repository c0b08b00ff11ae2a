import { setTimeout as pause } from 'node:timers/promises'

/** Waits until a real part (a process, broker or disk) shows a state; fails with `what` after `ms`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const deadline = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`)
    await pause(5)
  }
}
