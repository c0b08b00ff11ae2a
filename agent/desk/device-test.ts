import type { DeskOutput } from '../../src/contract/index.ts'
import { type Clock, DeskError, text } from '../../src/core/index.ts'
import type { DeskView } from '../../src/desk/index.ts'
import type { Insight } from '../insight.ts'

/** Which output of a device is to be tried. */
export type DeviceTest = DeskView['devices'][number]['tests'][number]

/** For how long a device shows what is not so. */
const testMs = 3_000

/** Has a device show or sound that it works; what was to be shown comes back after it. */
export function deviceTester(insight: Pick<Insight, 'show' | 'shown' | 'beep'>, clock: Clock) {
  return (device: DeskView['devices'][number], test: DeviceTest): void => {
    const { name, counter, state, tests } = device
    if (state !== 'ready' || !tests.includes(test)) throw new DeskError('DB-AGT-041', { device: name })
    if (test === 'beep') {
      insight.beep(name)
      return
    }
    insight.show(outputOf(test, counter))
    clock.after(testMs, () => {
      for (const output of insight.shown(counter)) insight.show(output)
    })
  }
}

function outputOf(test: Exclude<DeviceTest, 'beep'>, counter: string): DeskOutput {
  switch (test) {
    case 'lamps':
      return { kind: 'rating-pad', counter, armed: true, levels: mostLevels }
    case 'display':
      return { kind: 'text', counter, lines: [text('page.device-test.1', 'vi'), text('page.device-test.2', 'vi')] }
  }
}

/** A pad lights what it has of them. */
const mostLevels = 5
