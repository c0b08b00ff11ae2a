import { expect, test } from 'vitest'
import { fakeClock, silentLog } from '../../../test/support/faces.ts'
import { keepLookout } from './lookout.ts'

test('a device at a path of the site is worth another try at each plug, and a little later, when its driver is there', () => {
  const clock = fakeClock()
  let hint = () => {}
  const bus = {
    attached: async () => [],
    onHint(listener: () => void) {
      hint = listener
      return () => {}
    },
  }
  const lookout = keepLookout({ bus, clock, log: silentLog, isMissing: () => false })
  const toldAt: number[] = []
  const plugged = clock.mono()
  lookout.onChange(() => toldAt.push(clock.mono() - plugged))
  hint()
  // Looking again is no hint: who asks for it after each failure would else try again for ever.
  lookout.lookAgain()
  clock.advance(20_000)
  expect(toldAt).toEqual([0, 50, 300, 1_000, 3_000])
  hint()
  lookout.stop()
  clock.advance(20_000)
  expect(toldAt).toHaveLength(6)
})
