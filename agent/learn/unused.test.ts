import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Attached } from '../../src/bus/index.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { withoutPorts } from './unused.ts'

it('leaves out ports that the site names, also by a link', () => {
  const folder = temporaryFolder()
  const attached = ['ttyUSB0', 'ttyUSB1', 'ttyUSB2'].map((name): Attached => {
    writeFileSync(join(folder, name), '')
    return { wire: 'serial', path: join(folder, name) }
  })
  symlinkSync(join(folder, 'ttyUSB1'), join(folder, 'by-path'))
  const left = withoutPorts(attached, [join(folder, 'ttyUSB0'), join(folder, 'by-path'), '/dev/ttyGone'])
  expect(left.map(({ path }) => path)).toEqual([join(folder, 'ttyUSB2')])
})
