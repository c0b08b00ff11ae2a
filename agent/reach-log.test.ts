import { expect, it } from 'vitest'
import { keptLog } from '../test/support/faces.ts'
import { logReach } from './reach-log.ts'

it('an outage is one line, however often it is tried to end it; another reason is another line', () => {
  const log = keptLog()
  const tell = logReach(log)
  for (let attempt = 0; attempt < 50; attempt++) tell(false, 'DB-LNK-001')
  tell(false, 'DB-LNK-002')
  tell(true, undefined)
  tell(true, undefined)
  expect(log.lines.map(({ message, fields }) => [message, fields.code])).toEqual([
    ['offline', 'DB-LNK-001'],
    ['offline', 'DB-LNK-002'],
    ['online', undefined],
  ])
})
