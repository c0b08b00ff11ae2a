import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { journalFile, openJournal } from '../../src/journal/index.ts'
import { openDatabase } from '../../src/sqlite/index.ts'
import { keptLog, systemClock, systemRandom } from '../support/faces.ts'
import type { Accepted } from './checker.ts'

/** What is in the journal of a desk that is not running. */
export interface JournalContent {
  readonly epoch: string
  readonly facts: readonly Required<Accepted>[]
  /** What SQLite says of the file; "ok" when all is well. */
  readonly integrity: unknown
  /** Codes that opening it logged, without the one for an unfinished last transaction, which every power cut leaves. */
  readonly alarms: readonly string[]
  /** Accepted facts that are not there under the number under which they were accepted. */
  movedFrom(accepted: readonly Accepted[]): readonly Accepted[]
}

/** Opens a copy: the desk itself starts later from what is there now. */
export async function lookAt(folder: string): Promise<JournalContent> {
  const copy = `${folder}.copy`
  cpSync(folder, copy, { recursive: true })
  const log = keptLog()
  const world = { clock: systemClock, random: systemRandom, log }
  const journal = await openJournal({ ...world, folder: copy, centre: 'vinh-long', desk: 'quay-05' })
  const { epoch } = await journal.status()
  const facts: Required<Accepted>[] = []
  for await (const fact of journal.facts())
    facts.push({ id: fact.id, epoch: fact.epoch, sequence: Number(fact.sequence) })
  await journal.close()
  const integrity = await checkFile(join(copy, journalFile))
  rmSync(copy, { recursive: true })
  const alarms = log.lines.flatMap(({ fields }) => fields.code ?? []).filter((code) => code !== 'DB-JRN-012')
  const numbers = new Map(facts.map((fact) => [fact.id, `${fact.epoch}/${fact.sequence}`]))
  return {
    epoch,
    facts,
    integrity,
    alarms,
    movedFrom: (accepted) => accepted.filter((one) => numbers.get(one.id) !== `${one.epoch}/${one.sequence}`),
  }
}

async function checkFile(file: string): Promise<unknown> {
  const database = await openDatabase(file, {})
  const [row] = await database.all('PRAGMA integrity_check')
  await database.close()
  return row?.integrity_check
}
