import { readFileSync } from 'node:fs'
import { DeskError } from '../../src/core/index.ts'

/**
 * A password from a file: everybody on a machine sees the options of a program.
 * @throws DeskError DB-HAL-005 it cannot be read.
 */
export function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw new DeskError('DB-HAL-005', { file, reason: (error as Error).message }, { cause: error })
  }
}
