import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { has, projectFolder, start } from '../support/processes.ts'
import { labTests } from './guest/tests.ts'
import { isSelected, labScale } from './scale.ts'

const minutes = 60_000

/** Whether there is a kernel to boot. Nobody downloads 70 MB for a test run that did not ask for it. */
function hasKernel(): boolean {
  if (existsSync(join(import.meta.dirname, '.build', 'first.cpio'))) return true
  process.stderr.write(
    '\n*** There is no kernel for the hardware lab: it does not run here. "LAB=ci npm test" downloads one. ***\n',
  )
  return false
}

it.runIf(hasKernel() && has('qemu-system-x86_64'))(
  'a serial chip, a HID keypad and a keyboard work through the drivers of a stock kernel',
  async () => {
    const lab = start(process.execPath, ['test/lab/lab.ts'], {
      cwd: projectFolder,
      env: { ...process.env, LAB: 'ci' },
    })
    expect(await lab.ended, lab.said()).toBe(0)
    expect(lab.said()).toContain(`${inCi} passed, 0 failed`)
  },
  5 * minutes,
)

const inCi = labTests.filter(({ from }) => isSelected(from, labScale('ci'))).length

it('a selection is part of all larger ones', () => {
  const count = (name: string) => labTests.filter(({ from }) => isSelected(from, labScale(name))).length
  expect(inCi).toBeGreaterThan(2)
  expect(count('short')).toBeGreaterThan(inCi)
  expect([count('whole'), count('long')]).toEqual([labTests.length, labTests.length])
})
