import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type Environment, preloadLibrary } from '../power/library.ts'

/** What a disk can answer; `SHORT` is a write that takes only half, as on a disk that has just become full. */
export type DiskError = 'EIO' | 'ENOSPC' | 'EINTR' | 'EACCES' | 'EROFS' | 'EDQUOT' | 'EMFILE' | 'SHORT'

/** Which calls fail, how, and when. */
export interface DiskFault {
  readonly call: 'sync' | 'write' | 'truncate' | 'open' | 'any'
  readonly error: DiskError
  /** Which of these calls from now on is the first to fail; 1 by default. */
  readonly from?: number
  /** How many fail; until healed by default. */
  readonly times?: number
}

/** A disk that fails on demand, while a process uses it. */
export interface FaultyDisk {
  /** What a child process needs in its environment. */
  readonly environment: Environment
  /** From now on this goes wrong, and nothing else. */
  fail(fault: DiskFault): void
  /** From now on all is well. */
  heal(): void
  /** What has failed so far, as "sync journal.db-wal". */
  injected(): readonly string[]
}

/** Makes the files of a folder fail for the processes that are started with its environment. All is well at first. */
export function faultyDisk(folder: string): FaultyDisk {
  mkdirSync(folder, { recursive: true })
  const watched = realpathSync(folder)
  const control = `${watched}.disk-faults`
  const kept = `${control}.injected`
  return {
    environment: {
      LD_PRELOAD: preloadLibrary('disk-faults'),
      DISK_FAULTS_FOLDER: watched,
      DISK_FAULTS_CONTROL: control,
    },
    fail({ call, error, from = 1, times = 0 }) {
      writeFileSync(`${control}.new`, `${call} ${error} ${from} ${times}\n`)
      renameSync(`${control}.new`, control)
    },
    heal: () => rmSync(control, { force: true }),
    injected: () => (existsSync(kept) ? readFileSync(kept, 'utf8').trimEnd().split('\n') : []),
  }
}
