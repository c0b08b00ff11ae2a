import { onTestFinished } from 'vitest'
import type { FactDraft } from '../../src/contract/index.ts'
import { type Clock, type Log, uuidv7 } from '../../src/core/index.ts'
import { type Journal, openJournal } from '../../src/journal/index.ts'
import { keptLog, systemClock, systemRandom } from './faces.ts'
import { temporaryFolder } from './folder.ts'

/** A journal in a folder of its own, closed when the test has finished. */
export async function openTestJournal(
  options: { folder?: string; clock?: Clock; log?: Log; maxPages?: number } = {},
): Promise<Journal> {
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
