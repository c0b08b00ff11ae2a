import { basename } from 'node:path'
import { DeskError, type ErrorCode } from '../core/index.ts'

const codes: Readonly<Record<string, ErrorCode>> = {
  SQLITE_BUSY: 'DB-SQL-003',
  SQLITE_LOCKED: 'DB-SQL-003',
  SQLITE_FULL: 'DB-SQL-004',
  SQLITE_IOERR: 'DB-SQL-005',
  SQLITE_READONLY: 'DB-SQL-005',
  SQLITE_CORRUPT: 'DB-SQL-006',
  SQLITE_NOTADB: 'DB-SQL-006',
  SQLITE_CANTOPEN: 'DB-SQL-007',
}

/** What the driver threw, as one of our coded errors. */
export function sqliteError(error: unknown, path: string): DeskError {
  const thrown = error as { code?: string; message?: string }
  const args = { file: basename(path), reason: thrown.message ?? String(error) }
  return new DeskError(codes[thrown.code ?? ''] ?? 'DB-SQL-001', args, { cause: error })
}
