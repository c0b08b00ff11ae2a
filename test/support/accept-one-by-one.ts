// Run under strace by `test/e2e/fsync.test.ts`: says "accepted n" when the n-th fact is accepted.
import { writeSync } from 'node:fs'
import { silentLog } from '../../agent/log.ts'
import { systemClock, systemRandom } from '../../agent/system.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { openJournal } from '../../src/journal/index.ts'

const [folder = '', count = '0'] = process.argv.slice(2)
const journal = await openJournal({
  folder,
  centre: 'vinh-long',
  desk: 'quay-05',
  clock: systemClock,
  random: systemRandom,
  log: silentLog,
})
for (let n = 1; n <= Number(count); n++) {
  const at = { wall: systemClock.wall(), mono: systemClock.mono(), quality: 'free-running' as const }
  const id = uuidv7(at.wall, systemRandom)
  await journal.commit({
    facts: [{ id, type: 'counter.opened', counter: '5', source: 'keypad-1', at, data: { via: 'keypad' } }],
  })
  writeSync(1, `accepted ${n}\n`)
}
await journal.close()
