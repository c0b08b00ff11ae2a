import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until a real part (a process, broker or disk) shows a state; fails with `what` after `ms`. The limit is no promise of
 * the product: it only ends a test that would wait for ever, and a busy machine must not reach it.
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 25_000): Promise<void> {
  const deadline = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`)
    await pause(5)
  }
}
