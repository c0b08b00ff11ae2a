import type { DeskOutput } from '../src/contract/index.ts'
import type { ClockQuality } from '../src/core/index.ts'

/** What the desk's own page looks at beside what every page does. */
export interface Insight {
  /** How far the clock can be believed. */
  clock(): ClockQuality
  /** Milliseconds by which it was ahead of the centre's when that was last heard. */
  clockAhead(): number | undefined
  /** The names of the devices that were taken into use by a click or a rule. */
  adopted(): readonly string[]
  /** Has the devices of a counter show something for the moment. */
  show(output: DeskOutput): void
  /** Has a device make itself heard. */
  beep(device: string): void
  /** What the devices of a counter show for as long as nothing else is to be shown. */
  shown(counter: string): readonly DeskOutput[]
}

/** What counters have their devices show, the last of each kind. */
export interface KeptOutputs {
  keep(output: DeskOutput): void
  of(counter: string): readonly DeskOutput[]
}

/** Nothing is shown at first. */
export function keepOutputs(): KeptOutputs {
  const kept = new Map<string, DeskOutput>()
  return {
    keep(output) {
      const slot = slotOf(output)
      if (slot) kept.set(`${output.counter} ${slot}`, output)
    },
    of: (counter) => [...kept.values()].filter((output) => output.counter === counter),
  }
}

/** Outputs of one slot replace each other; one without is for the moment. */
function slotOf({ kind }: DeskOutput): 'words' | 'pad' | undefined {
  switch (kind) {
    case 'sign':
    case 'text':
      return 'words'
    case 'rating-pad':
      return 'pad'
    case 'rating-thanks':
    case 'notice':
      return undefined
  }
}
