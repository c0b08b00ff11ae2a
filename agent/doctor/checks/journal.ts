import { DeskError, isDeskError, toDeskError } from '../../../src/core/index.ts'
import {
  examineJournal,
  isUnseen,
  type JournalStatus,
  journalFile,
  newestSchema,
  tellRepair,
} from '../../../src/journal/index.ts'
import { type Finding, judge } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/** The journal is in order. Only that of a desk that does not run is looked at, and it is not touched. */
export const journalCheck: Check = { needs: ['folder'], look }

async function look({ config, desk }: Sight): Promise<readonly Finding[]> {
  const { dataFolder } = config
  if (desk.kind === 'running') return judge('journal', told(desk.health.status.journal, dataFolder))
  // Who has it tells more than its file could.
  if (desk.kind === 'silent') return []
  return judge('journal', [await seen(dataFolder)])
}

function told({ repair, quarantined }: JournalStatus, folder: string): (DeskError | undefined)[] {
  return [
    repair && isUnseen(repair, folder) ? tellRepair(repair) : undefined,
    quarantined > 0 ? new DeskError('DB-DCT-028', { count: quarantined }) : undefined,
  ]
}

/** A disk without room and a program without its storage part have findings of their own. */
const toldElsewhere = ['DB-SQL-004', 'DB-SQL-008'] as const

async function seen(folder: string): Promise<DeskError | undefined> {
  try {
    const { schema, repair } = await examineJournal(folder)
    if (schema > newestSchema) return new DeskError('DB-DCT-008', { found: schema, known: newestSchema })
    return repair && isUnseen(repair, folder) ? tellRepair(repair) : undefined
  } catch (error) {
    const coded = toDeskError(error, 'DB-SQL-001', { file: journalFile })
    return toldElsewhere.some((code) => isDeskError(coded, code)) ? undefined : coded
  }
}
