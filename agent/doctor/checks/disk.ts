import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DeskError } from '../../../src/core/index.ts'
import { diskCodes } from '../../../src/journal/index.ts'
import type { DeskSeen } from '../desk-seen.ts'
import { type Finding, judge } from '../finding.ts'
import type { Check } from '../sight.ts'

/** Megabytes; below this a busy desk fills its disk within days. */
const leastFree = 500
/** Megabytes; below this nothing can be accepted. */
const fullBelow = 1

/** There is room for what is to come. */
export const diskCheck: Check = {
  needs: ['folder'],
  look: ({ config, desk }) => look(config.dataFolder, desk),
}

function look(folder: string, desk: DeskSeen): readonly Finding[] {
  return judge('disk', [levelProblem(folder, desk) ?? roomProblem(folder)])
}

/** What the journal of a running desk has made of it, which knows how much it will need. */
function levelProblem(folder: string, desk: DeskSeen): DeskError | undefined {
  if (desk.kind !== 'running') return undefined
  const { disk, diskUsed } = desk.health.status.journal
  if (disk === 'room') return undefined
  return new DeskError(diskCodes[disk], { folder, used: diskUsed ?? '–', free: freeMegabytes(folder) })
}

function roomProblem(folder: string): DeskError | undefined {
  const free = freeMegabytes(folder)
  if (free < fullBelow) return new DeskError('DB-JRN-022', { folder, used: 100, free })
  return free < leastFree ? new DeskError('DB-AGT-005', { folder, free }) : undefined
}

function freeMegabytes(folder: string): number {
  // The folder may not have been made yet.
  if (!existsSync(folder) && dirname(folder) !== folder) return freeMegabytes(dirname(folder))
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / 1024 / 1024)
}
