import type sqlite3 from 'sqlite3'
import { DeskError } from '../core/index.ts'

/**
 * The library, loaded when the first file is opened: whoever opens none, such as the doctor, does without it.
 * @throws DeskError DB-SQL-008 it is not here, or is broken.
 */
export async function loadSqlite(): Promise<typeof sqlite3> {
  try {
    return (await import('sqlite3')).default
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    throw new DeskError('DB-SQL-008', { reason }, { cause: error })
  }
}
