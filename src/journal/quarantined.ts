import type { Fact } from '../contract/index.ts'
import type { Database } from '../sqlite/index.ts'
import { type Position, sequenceOf } from './position.ts'

/** A fact that went out as a tombstone only, as far as it is nobody's secret. */
export interface QuarantinedFact {
  readonly epoch: string
  readonly sequence: number
  readonly type: string
  /** When it was recorded, RFC 3339. */
  readonly recorded: string
  readonly reason: string
  readonly bytes: number
}

/** The originals in quarantine, oldest first, without what they say. */
export async function readQuarantine(db: Database): Promise<QuarantinedFact[]> {
  const rows = await db.all('SELECT position, reason, body FROM quarantine ORDER BY position')
  return rows.map(({ position, reason, body }) => {
    const { epoch, type, recordedtime } = JSON.parse(String(body)) as Fact
    return {
      epoch,
      sequence: sequenceOf(Number(position) as Position),
      type,
      recorded: recordedtime,
      reason: String(reason),
      bytes: Buffer.byteLength(String(body)),
    }
  })
}
