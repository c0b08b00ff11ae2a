import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { until } from '../../test/support/wait.ts'
import { watchDeviceFiles } from './device-files.ts'

it('tells of a port that comes, gets its rights and goes, and of nothing else', async () => {
  const folder = temporaryFolder()
  let hints = 0
  const stop = watchDeviceFiles(folder, () => {
    hints += 1
  })
  writeFileSync(join(folder, 'kmsg'), '')
  writeFileSync(join(folder, 'ttyUSB0'), '')
  await until('it was told of the port', () => hints > 0)
  const before = hints
  chmodSync(join(folder, 'ttyUSB0'), 0o660)
  await until('it was told of the rights', () => hints > before)
  const then = hints
  rmSync(join(folder, 'ttyUSB0'))
  await until('it was told of the end', () => hints > then)
  stop()
  const last = hints
  writeFileSync(join(folder, 'hidraw1'), '')
  rmSync(join(folder, 'kmsg'))
  expect(hints).toBe(last)
})

it('never tells where there is nothing to watch', () => {
  const stop = watchDeviceFiles(join(temporaryFolder(), 'missing'), () => expect.unreachable())
  stop()
})
