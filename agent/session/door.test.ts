import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DeskError } from '../../src/core/index.ts'
import type { Windows } from '../../src/desk/index.ts'
import { keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { serveSessionDoor } from './door.ts'

/** Nobody comes in here. */
const windows: Windows = {
  join: () => () => {},
  open: () => {},
  redeem() {
    throw new DeskError('DB-DSK-025')
  },
  refuse() {
    throw new DeskError('DB-DSK-025')
  },
  agree() {
    throw new DeskError('DB-DSK-025')
  },
}

it('a door that cannot be opened is told of, and keeps no desk from working', async () => {
  const log = keptLog()
  const path = join(temporaryFolder(), 'missing', 'session.sock')
  const door = await serveSessionDoor({ path, windows, url: () => undefined, log })
  expect(log.lines.map(({ message }) => message)).toEqual(['session helpers cannot come in'])
  await door.stop()
  mkdirSync(join(path, '..'))
  const second = await serveSessionDoor({ path, windows, url: () => undefined, log })
  expect(existsSync(path)).toBe(true)
  await second.stop()
})
