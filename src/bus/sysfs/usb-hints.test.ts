import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { until } from '../../../test/support/wait.ts'
import { watchUsb } from './usb-hints.ts'

it('tells of a device that comes and goes, also on a bus that came later', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, '001'))
  let hints = 0
  const stop = watchUsb(folder, () => {
    hints += 1
  })
  const hinted = async (what: string, act: () => void) => {
    const before = hints
    act()
    await until(what, () => hints > before)
  }
  await hinted('a device came', () => writeFileSync(join(folder, '001', '002'), ''))
  await hinted('it went', () => rmSync(join(folder, '001', '002')))
  await hinted('a bus came', () => mkdirSync(join(folder, '002')))
  await hinted('a device came on it', () => writeFileSync(join(folder, '002', '001'), ''))
  stop()
  const last = hints
  writeFileSync(join(folder, '002', '002'), '')
  expect(hints).toBe(last)
})

it('never tells where there is nothing to watch', () => {
  const stop = watchUsb(join(temporaryFolder(), 'missing'), () => expect.unreachable())
  stop()
})
