import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { serveSessionDoor } from './door.ts'

const windows = { join: () => () => {}, open: () => false } as unknown as Parameters<
  typeof serveSessionDoor
>[0]['windows']

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
