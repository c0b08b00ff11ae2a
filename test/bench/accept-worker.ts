import { systemClock, systemRandom } from '../../agent/system.ts'
import type { Log } from '../../src/core/index.ts'
import { type Commit, openJournal } from '../../src/journal/index.ts'
import { draft } from './draft.ts'

// accept-worker <folder> <count>: offers that many commits at once, each like that of a press: a fact, the counter's state
// and the name of the press. Prints milliseconds of wall and of processor time until the last one is durable.

const [folder = '', count = ''] = process.argv.slice(2)
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }
const journal = await openJournal({
  folder,
  centre: 'vinh-long',
  desk: 'quay-05',
  clock: systemClock,
  random: systemRandom,
  log: silent,
})

const commits = Array.from({ length: Number(count) }, (_, n) => commitOfPress(n))
const begun = performance.now()
const usedBefore = process.cpuUsage()
await Promise.all(commits.map((commit) => journal.commit(commit)))
const { user, system } = process.cpuUsage(usedBefore)
process.stdout.write(`${performance.now() - begun} ${(user + system) / 1000}\n`)
await journal.close()

function commitOfPress(n: number): Commit {
  return {
    facts: [draft()],
    state: { key: 'counter/5', value: { presses: n, shown: { ticket: 'A012' } } },
    dedupe: `keypad-1/00B7/${n}`,
  }
}
