import { readFileSync } from 'node:fs'
import { DeskError } from '../../src/core/index.ts'

/** The text of a profile. Throws `DB-PRO-041`. */
export function readProfile(file: string): string {
  return reading(file, () => readFileSync(file, 'utf8'))
}

/** All of standard input. Throws `DB-PRO-041`. */
export function readStandardInput(): string {
  return reading('-', () => readFileSync(0, 'utf8'))
}

function reading(file: string, action: () => string): string {
  try {
    return action()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DeskError('DB-PRO-041', { file, reason }, { cause: error })
  }
}
