import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock, Timer } from '../src/core/index.ts'

/** By then the devices are open and the first connection stands. */
const whenStarted = 3_000

/**
 * Gives back, once, what starting took. An idle desk makes so little garbage that V8 would keep the heap of the start
 * for hours: 10 MB and more, on PCs that have 4 GB for everything.
 */
export function tidyHeapAfterStart(clock: Clock): Timer {
  return clock.after(whenStarted, () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as (options: object) => void
    setFlagsFromString('--no-expose-gc')
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  })
}
