import { readFileSync } from 'node:fs'
import { DeskError } from '../../src/core/index.ts'
import { contentForDesk, type Provision, parseProvision, type ReadProvision } from '../../src/provision/index.ts'
import { loadSource } from '../config/load.ts'

/** What is wrong with the configuration of one desk. */
export interface DeskProblems {
  readonly desk: string
  readonly problems: readonly DeskError[]
}

/**
 * Reads a `provision.yaml`.
 * @throws DeskError DB-PRV-001 it cannot be read.
 */
export function readProvision(file: string): ReadProvision {
  return parseProvision(readText(file), file)
}

/** The text of a file. Throws DeskError DB-PRV-001. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new DeskError('DB-PRV-001', { file, reason: (error as Error).message }, { cause: error })
  }
}

/**
 * Checks each desk's configuration as the desk itself will: profiles, counters, addresses. Certificates lie on the desks and
 * are not looked for. Thirty desks that are alike have the same mistakes, so the first desk that has any is told of.
 */
export function checkDesks(
  provision: Provision,
  names: readonly string[],
  libraryFolder: string,
): DeskProblems | undefined {
  for (const desk of names) {
    const content = contentForDesk(provision, desk)
    const { problems } = loadSource(content, `${desk}.yaml`, libraryFolder, { over: 'nothing', files: 'elsewhere' })
    if (problems.length > 0) return { desk, problems }
  }
  return undefined
}
