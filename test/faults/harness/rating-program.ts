// A counter without its centre as a process of its own: the real counter and the real journal. One citizen after the other
// is called from the counter's own numbers and rates; each press is told once it is on disk, so that the process may be
// killed at any moment: what it said is what it promised. Started by `rating-desk.ts`.
import { writeSync } from 'node:fs'
import { CounterRuntime } from '../../../agent/counter-runtime.ts'
import { jsonLog } from '../../../agent/log.ts'
import { systemClock, systemRandom } from '../../../agent/system.ts'
import type { NumberBlock } from '../../../src/contract/index.ts'
import { uuidv7 } from '../../../src/core/index.ts'
import { defaultSettings, type Surroundings } from '../../../src/counter/index.ts'
import { openJournal } from '../../../src/journal/index.ts'

const [folder = '', citizens = '0'] = process.argv.slice(2)
const counter = '5'
const settings = { ...defaultSettings, doublePress: 0 }
const numbers: NumberBlock = {
  id: '019ab3f0-0000-7000-8000-00000000b10c',
  prefix: 'Q5-',
  from: 1,
  to: 999_999,
  digits: 6,
}
const alone: Surroundings = {
  settings,
  centre: 'out-of-reach',
  line: { counter, tickets: [], waiting: 0, numbers },
  elsewhere: [],
  parked: [],
}

const log = jsonLog('warn', (line) => process.stderr.write(`${line}\n`), systemClock.wall)
const world = { clock: systemClock, random: systemRandom, log }
const journal = await openJournal({ ...world, folder, centre: 'vinh-long', desk: 'quay-05' })
const runtime = await CounterRuntime.start(counter, settings, {
  ...world,
  journal,
  clockQuality: () => 'free-running',
  show: () => undefined,
  request: () => undefined,
  outside: { surroundings: () => alone, unanswered: () => undefined, changed: () => undefined },
})

const input = (source: string) => ({ id: uuidv7(systemClock.wall(), systemRandom), source, counter })

writeSync(1, `ready ${(await journal.status()).epoch}\n`)
for (let citizen = 0; citizen < Number(citizens); citizen++) {
  // Calling the next says that the one before is served, who may rate now.
  const before = runtime.upcoming.shown?.ticket
  await runtime.accept({ ...input('keypad-1'), kind: 'call', action: 'next', via: 'keypad' })
  if (before === undefined) continue
  const level = 1 + (citizen % 5)
  await runtime.accept({ ...input('rating-1'), kind: 'rating', level, via: 'keypad' })
  writeSync(1, `rated ${before} ${level}\n`)
}
writeSync(1, 'done\n')
setInterval(() => undefined, 1_000)
