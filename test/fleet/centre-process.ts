// The centre of a fleet run, in a process of its own: the library as a server team uses it, with its SQLite store.
// It tells its parent of every fact that took effect, after the transaction.
import { openCentre, openSqliteStore } from '../../src/centre/index.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import type { CentreWord } from './centre.ts'

const { folder, broker } = JSON.parse(process.argv[2] ?? '')
const tell = (word: CentreWord) => void process.send?.(word)

const store = await openSqliteStore({ folder, clock: systemClock })
const centre = openCentre({
  broker: { ...broker, clientId: 'centre' },
  store,
  clock: systemClock,
  random: systemRandom,
  log: silentLog,
  applied: (applied) =>
    tell({
      kind: 'applied',
      at: systemClock.mono(),
      facts: applied.map(({ desk, fact }) => [desk, fact.id]),
      megabytes: process.memoryUsage.rss() / 2 ** 20,
    }),
  connected: (online) => tell({ kind: 'connected', online }),
})
process.on('message', async () => {
  await centre.stop()
  await store.close()
  process.disconnect()
})
