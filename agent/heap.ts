import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock, Timer } from '../src/core/index.ts'

/** By then the devices are open and the first connection stands. */
const whenStarted = 3_000
/** How often it is looked whether the heap has grown again. */
const lookMs = 60_000
/** A heap that is this much larger than the last tidy one is tidied again. */
const mostMore = 20 * 2 ** 20

/**
 * Keeps the part of the heap for young objects as small as it is. V8 doubles it while much is read, 16 MB and three times,
 * and an idle desk would keep it for hours: a noisy keypad once cost 100 MB, on PCs that have 4 GB for everything.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/**
 * Gives back what starting took, and later what a busy time took. An idle desk makes so little garbage that V8 would keep
 * the largest heap it ever had for hours. It takes some 40 ms, at most once a minute.
 */
export function tidyHeapAfterStart(clock: Clock): Timer {
  let tidied = 0
  const tidy = () => {
    collect()
    tidied = heapSize()
  }
  const look = () => {
    if (heapSize() > tidied + mostMore) tidy()
    timer = clock.after(lookMs, look)
  }
  let timer = clock.after(whenStarted, () => {
    tidy()
    timer = clock.after(lookMs, look)
  })
  return { cancel: () => timer.cancel() }
}

function collect(): void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as (options: object) => void
  setFlagsFromString('--no-expose-gc')
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** What the system has given: the heap, and the bytes beside it. */
function heapSize(): number {
  const { total_heap_size, external_memory } = getHeapStatistics()
  return total_heap_size + external_memory
}
