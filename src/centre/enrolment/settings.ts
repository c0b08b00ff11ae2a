import { isDeskName } from '../../contract/index.ts'
import { DeskError } from '../../core/index.ts'
import type { Database } from '../../sqlite/index.ts'

/** What a centre is called, and what its desks are told of it. */
export interface CentreSettings {
  readonly centre: string
  /** Where desks connect: `mqtts://host:8883`. */
  readonly broker: string
  readonly root: string
}

/**
 * Keeps what is given; gives what was kept before where nothing is.
 * @throws DeskError DB-CTR-040 it was never said what the centre is called, DB-CTR-043 no centre can be called so.
 */
export async function keepSettings(database: Database, given: CentreSettings | undefined): Promise<CentreSettings> {
  if (given) {
    if (!isDeskName(given.centre)) throw new DeskError('DB-CTR-043', { desk: given.centre })
    const { centre, broker, root } = given
    await database.run('INSERT OR REPLACE INTO enrol_centre VALUES (1, ?, ?, ?)', centre, broker, root)
    return given
  }
  const [row] = await database.all('SELECT centre, broker, root FROM enrol_centre')
  if (!row) throw new DeskError('DB-CTR-040')
  return { centre: String(row.centre), broker: String(row.broker), root: String(row.root) }
}
