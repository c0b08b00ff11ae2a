import { statSync } from 'node:fs'
import { DeskError } from '../../../src/core/index.ts'
import type { Config } from '../../config/config.ts'
import { version } from '../../version.ts'
import { bad, type Finding, judge } from '../finding.ts'
import type { Health, ProcessFacts } from '../health.ts'
import type { Check, Sight } from '../sight.ts'

/** Threads for the disk: with fewer, slow names and certificates would keep a press from its fsync. */
const leastThreads = 8
/** What a person changes within this of a start was most likely read by it. */
const startSeconds = 5

/** The program runs, with the configuration and in the version that are on this PC. */
export const agentCheck: Check = { needs: ['program', 'modules', 'folder', 'journal'], look }

function look({ config, desk, surroundings }: Sight): readonly Finding[] {
  if (desk.kind === 'stopped') return [bad('agent', new DeskError('DB-AGT-001', { folder: config.dataFolder }))]
  if (desk.kind === 'silent') return [bad('agent', desk.error)]
  const { health } = desk
  return judge('agent', [
    otherDesk(health, config) ?? changedSince(health, config, surroundings.clock.wall()),
    otherVersion(health),
    threadsProblem(health.process),
  ])
}

function otherDesk({ status }: Health, { centre, desk, dataFolder }: Config): DeskError | undefined {
  const [running, wanted] = [`${status.centre}/${status.desk}`, `${centre}/${desk}`]
  return running === wanted ? undefined : new DeskError('DB-DCT-026', { running, wanted, folder: dataFolder })
}

/** Compares ages, not times; where the clock has jumped not even these can be compared. */
function changedSince({ process, clock }: Health, { file }: Config, now: number): DeskError | undefined {
  if (clock.quality === 'stepped') return undefined
  const age = (now - statSync(file).mtimeMs) / 1000
  return age + startSeconds < process.upSeconds ? new DeskError('DB-DCT-029', { file }) : undefined
}

function otherVersion({ status }: Health): DeskError | undefined {
  if (status.version === version) return undefined
  return new DeskError('DB-DCT-027', { running: status.version, installed: version })
}

function threadsProblem({ isService, threads }: ProcessFacts): DeskError | undefined {
  if (!isService || (threads ?? 0) >= leastThreads) return undefined
  return new DeskError('DB-DCT-003', { found: threads ?? '–', needed: leastThreads })
}
