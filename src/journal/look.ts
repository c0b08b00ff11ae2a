import { join } from 'node:path'
import { openReader } from '../sqlite/index.ts'
import { journalFile } from './files.ts'
import { type QuarantinedFact, readQuarantine } from './quarantined.ts'
import { type EpochVerdict, verifyChains } from './verify.ts'

/** What can be said of a journal that nobody has open, without changing it: opening it for work would repair it first. */
export interface JournalLook {
  verify(): AsyncIterable<EpochVerdict>
  quarantined(): Promise<QuarantinedFact[]>
  close(): Promise<void>
}

/**
 * Looks at the journal of a data folder.
 * @throws DeskError DB-SQL-003 an agent has it open, DB-SQL-… it cannot be read.
 */
export async function lookAtJournal(folder: string): Promise<JournalLook> {
  const db = await openReader(join(folder, journalFile))
  return {
    verify: () => verifyChains(db),
    quarantined: () => readQuarantine(db),
    close: () => db.close(),
  }
}
