import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { journalFile, logFile } from './files.ts'
import type { ReserveRecord } from './reserve-file.ts'
import { readWal, type Wal } from './salvage/wal.ts'

/** What a journal's files look like before SQLite may touch them. */
export type Preflight =
  /** There is no journal yet. */
  | { readonly kind: 'new' }
  /** SQLite may open it. The log is there when the last run did not close it. */
  | { readonly kind: 'ready'; readonly wal: Wal | undefined }
  | { readonly kind: 'damaged'; readonly reason: string }

/**
 * Looks for what SQLite would pass over in silence: it deletes a log beside an empty file, takes a missing log for an
 * empty one, and forgets all of a log that lies behind a broken frame.
 */
export function inspect(folder: string, record: ReserveRecord | undefined): Preflight {
  const main = look(join(folder, journalFile))
  const log = look(join(folder, logFile))
  const broken = [main, log].find((file) => file.kind === 'unusable')
  if (broken?.kind === 'unusable') return { kind: 'damaged', reason: broken.reason }
  const expected = record?.issued !== undefined || sizeOf(log) > 0
  if (sizeOf(main) === 0) {
    if (!expected) return { kind: 'new' }
    return { kind: 'damaged', reason: main.kind === 'missing' ? 'the file is missing' : 'the file is empty' }
  }
  // In exclusive mode SQLite keeps the log beside the file for as long as it has it open.
  if (log.kind === 'missing' && record?.phase.kind === 'open') return { kind: 'damaged', reason: 'its log is missing' }
  if (log.kind === 'missing') return { kind: 'ready', wal: undefined }
  const wal = readWal(readFileSync(join(folder, logFile)))
  if (wal.header === 'bad') return { kind: 'damaged', reason: 'the head of its log is broken' }
  if (wal.brokenWithin) return { kind: 'damaged', reason: 'its log is broken in the middle' }
  return { kind: 'ready', wal }
}

type Look =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly size: number }
  | { readonly kind: 'unusable'; readonly reason: string }

function look(path: string): Look {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat) return { kind: 'missing' }
    if (!stat.isFile()) return { kind: 'unusable', reason: 'there is something else in its place' }
    accessSync(path, constants.R_OK | constants.W_OK)
    return { kind: 'file', size: stat.size }
  } catch (error) {
    return { kind: 'unusable', reason: (error as Error).message }
  }
}

function sizeOf(file: Look): number {
  return file.kind === 'file' ? file.size : 0
}
