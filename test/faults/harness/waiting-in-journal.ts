import type { Fact } from '../../../src/contract/index.ts'
import { openJournal } from '../../../src/journal/index.ts'
import { silentLog, systemClock, systemRandom } from '../../support/faces.ts'

const pageSize = 1_000

/** The ids of all facts that no receipt covers, in the journal of a desk that is not running. */
export async function waitingInJournal(folder: string): Promise<string[]> {
  const world = { clock: systemClock, random: systemRandom, log: silentLog }
  const journal = await openJournal({ ...world, folder, centre: 'vinh-long', desk: 'quay-05' })
  try {
    const ids: string[] = []
    for (let after = await journal.delivery.start(); ; ) {
      const page = await journal.delivery.read(after, pageSize)
      const last = page.at(-1)
      if (!last) return ids
      ids.push(...page.map(({ body }) => (JSON.parse(body) as Fact).id))
      after = last.position
    }
  } finally {
    await journal.close()
  }
}
