import { onTestFinished } from 'vitest'
import type { FactDraft, Receipt } from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { type Journal, type JournalOptions, openJournal } from '../../src/journal/index.ts'
import { keptLog, systemClock, systemRandom } from './faces.ts'
import { temporaryFolder } from './folder.ts'

/** A journal in a folder of its own, closed when the test has finished. */
export async function openTestJournal(options: Partial<JournalOptions> = {}): Promise<Journal> {
  const journal = await openJournal({
    folder: temporaryFolder(),
    centre: 'vinh-long',
    desk: 'quay-05',
    clock: systemClock,
    random: systemRandom,
    log: keptLog(),
    ...options,
  })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= journal.close())
  onTestFinished(close)
  return { ...journal, close }
}

/** A fact as the counter would draft it; `reason` tells one from another and makes it as large as wanted. */
export function draftFact(reason = 'Nghỉ giải lao'): FactDraft {
  return {
    id: uuidv7(systemClock.wall(), systemRandom),
    type: 'counter.paused',
    counter: '5',
    source: 'keypad-1',
    at: { wall: systemClock.wall(), mono: systemClock.mono(), quality: 'synced' },
    data: { reason, via: 'keypad' },
  }
}

/** A fact that names an officer and rates a service. */
export function draftRating(officer = 'Nguyễn Văn Ân'): FactDraft {
  const service = uuidv7(systemClock.wall(), systemRandom)
  return {
    ...draftFact(),
    type: 'rating.given',
    data: { service, ticket: 'A012', dossiers: [], officer, level: 5, of: 5, scale: '5-2025', via: 'keypad' },
  }
}

/** The receipt that a centre gives which has everything up to here, as it computes it from what it took. */
export async function receiptFor(journal: Journal, upTo: number): Promise<Receipt> {
  const { epoch } = await journal.status()
  for await (const fact of journal.facts())
    if (fact.epoch === epoch && Number(fact.sequence) === upTo) return { epoch, upTo, chain: fact.chain }
  throw new Error(`there is no number ${upTo}`)
}
