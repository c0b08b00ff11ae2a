import type { DeskOutput } from '../../src/contract/index.ts'
import { type Clock, DeskError, text } from '../../src/core/index.ts'
import type { DeskView } from '../../src/desk/index.ts'
import type { Insight } from '../insight.ts'

/** Which output of a device is to be tried. */
export type DeviceTest = DeskView['devices'][number]['tests'][number]

/** For how long a device shows what is not so. */
const testMs = 3_000

/** Has an output of a device show that it works, then shows again what is to be shown. */
export function deviceTester(insight: Pick<Insight, 'show' | 'shown'>, clock: Clock) {
  return (device: DeskView['devices'][number], test: DeviceTest): void => {
    const { name, counter, state, tests } = device
    if (state !== 'ready' || !tests.includes(test)) throw new DeskError('DB-AGT-041', { device: name })
    insight.show(outputOf(test, counter))
    clock.after(testMs, () => {
      for (const output of insight.shown(counter)) insight.show(output)
    })
  }
}

function outputOf(test: DeviceTest, counter: string): DeskOutput {
  switch (test) {
    case 'lamps':
    case 'beep':
      return { kind: 'rating-pad', counter, armed: true, levels: mostLevels }
    case 'display':
      return { kind: 'text', counter, lines: [text('page.device-test.1', 'vi'), text('page.device-test.2', 'vi')] }
  }
}

/** A pad lights what it has of them. */
const mostLevels = 5
