import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock, Timer } from '../src/core/index.ts'

/** By then the devices are open and the first connection stands. */
const whenStarted = 3_000

/**
 * Keeps the part of the heap for young objects as small as it is. V8 doubles it while much is read, 16 MB and three times,
 * and an idle desk would keep it for hours: a noisy keypad once cost 100 MB, on PCs that have 4 GB for everything.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/**
 * Gives back, once, what starting took. An idle desk makes so little garbage that V8 would keep the heap of the start
 * for hours: 10 MB and more.
 */
export function tidyHeapAfterStart(clock: Clock): Timer {
  return clock.after(whenStarted, () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as (options: object) => void
    setFlagsFromString('--no-expose-gc')
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  })
}
