import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Log, toDeskError } from '../../src/core/index.ts'
import { replaceFile } from '../../src/durable/index.ts'

/**
 * Which counters pages must not touch until their officer has shown who it is. Kept in `locks.json` of the data folder, so
 * that nobody unlocks a desk by switching it off and on.
 */
export interface Locks {
  isLocked(counter: string): boolean
  lock(counter: string): void
  unlock(counter: string): void
}

const check = Compile(Type.Array(Type.String({ minLength: 1, maxLength: 31 }), { maxItems: 64 }))

/** The locks as they were when the agent ended. A file that cannot be read locks nothing: the PC has asked for a password. */
export function keepLocks(dataFolder: string, log: Log): Locks {
  const file = join(dataFolder, 'locks.json')
  const locked = new Set(read(file))
  const write = () => {
    try {
      replaceFile(file, JSON.stringify([...locked]))
    } catch (error) {
      // A disk that takes nothing must not keep an officer from locking, or from working.
      log.warn('locks not remembered', { code: toDeskError(error, 'DB-AGT-003').code })
    }
  }
  return {
    isLocked: (counter) => locked.has(counter),
    lock(counter) {
      locked.add(counter)
      write()
    },
    unlock(counter) {
      if (locked.delete(counter)) write()
    },
  }
}

function read(file: string): readonly string[] {
  try {
    const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (check.Check(written)) return written
  } catch {
    // Not there yet, or not readable.
  }
  return []
}
