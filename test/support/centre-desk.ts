import { onTestFinished } from 'vitest'
import { commandsAtWork } from '../../agent/commands-at-work.ts'
import { defaultRoot } from '../../src/contract/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import { createLink, type Link } from '../../src/link/index.ts'
import { keptLog, systemClock, systemRandom } from './faces.ts'
import { draftFact, openTestJournal } from './journals.ts'
import { centre as account } from './mosquitto.ts'
import { until } from './wait.ts'

/** A desk's real journal and link, which carries out commands as the program does; it has no counter. */
export interface CentreDesk {
  readonly journal: Journal
  readonly link: Link
  /** Ids of all accepted facts, in order. */
  readonly accepted: readonly string[]
  accept(count: number): Promise<void>
  /** Waits until the centre has confirmed everything. */
  untilReceipted(ms: number): Promise<void>
}

/** Starts the desk vinh-long/quay-05 with the centre's account. */
export async function startCentreDesk(url: string): Promise<CentreDesk> {
  const journal = await openTestJournal()
  const faces = { clock: systemClock, random: systemRandom, log: keptLog() }
  const commands = commandsAtWork({ ...faces, journal, counters: new Map(), clockQuality: () => 'free-running' })
  const link = createLink({
    ...faces,
    centre: 'vinh-long',
    desk: 'quay-05',
    root: defaultRoot,
    version: '0.0.0',
    receipts: 'centre',
    broker: () => ({ url, clientId: 'vinh-long/quay-05', username: account.name, password: account.password }),
    journal,
    command: (command) => void commands.take(command),
    changed: () => undefined,
  })
  onTestFinished(async () => {
    commands.stop()
    await link.stop()
  })
  const accepted: string[] = []
  return {
    journal,
    link,
    accepted,
    async accept(count) {
      for (let n = 0; n < count; n++) {
        const draft = draftFact(`f${accepted.length}`)
        await journal.commit({ facts: [draft] })
        accepted.push(draft.id)
      }
    },
    untilReceipted: (ms) => until('the desk has all receipts', async () => (await journal.status()).backlog === 0, ms),
  }
}
