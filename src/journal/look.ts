import { join } from 'node:path'
import { DeskError } from '../core/index.ts'
import { openReader } from '../sqlite/index.ts'
import { checkStructure } from './check.ts'
import { journalFile } from './files.ts'
import { inspect } from './preflight.ts'
import { type QuarantinedFact, readQuarantine } from './quarantined.ts'
import { type Repair, readRepair } from './repair.ts'
import { readReserve } from './reserve-file.ts'
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

/** What a journal that nobody has open looks like. */
export interface JournalFound {
  /** The version of its tables. */
  readonly schema: number
  /** The last time that damage was repaired. */
  readonly repair: Repair | undefined
  /** The highest number of any epoch that the centre has confirmed. */
  readonly receipted: number
}

/**
 * Looks for damage without changing anything; the next start would repair it.
 * @throws DeskError DB-SQL-003 an agent has it open, DB-SQL-006 it is damaged, DB-SQL-… it cannot be read.
 */
export async function examineJournal(folder: string): Promise<JournalFound> {
  const files = inspect(folder, readReserve(folder))
  if (files.kind === 'damaged') throw new DeskError('DB-SQL-006', { file: journalFile, reason: files.reason })
  if (files.kind === 'new') return { schema: 0, repair: undefined, receipted: 0 }
  const db = await openReader(join(folder, journalFile))
  try {
    await checkStructure(db)
    const [version] = await db.all('PRAGMA user_version')
    const [epochs] = await db.all('SELECT max(receipted) AS receipted FROM epochs')
    const receipted = Number(epochs?.receipted ?? 0)
    return { schema: Number(version?.user_version ?? 0), repair: await readRepair(db), receipted }
  } finally {
    await db.close()
  }
}
