import type { DayReport } from '../../src/centre/hall/hall.ts'
import { type CentreWeb, type CentreWebOptions, serveCentreWeb } from '../../src/centre/index.ts'
import { silentLog, systemClock } from '../support/faces.ts'
import { hallPlan } from './hall-plan.ts'
import { type ScriptedHall, scriptedHall } from './scripted-hall.ts'

/** The pages of a scripted hall. */
export interface Stage {
  readonly hall: ScriptedHall
  readonly web: CentreWeb
  /** The address of a page. */
  at(path: string): string
}

export const password = 'mat-khau-dai-du'

/** What a stage may have of its own. */
export interface StageOptions extends Partial<CentreWebOptions> {
  readonly counters?: number
  readonly day?: DayReport
}

/** Serves the pages of a scripted hall on loopback. */
export async function openStage({ counters = 8, day, ...options }: StageOptions = {}): Promise<Stage> {
  const hall = scriptedHall(() => systemClock.wall(), hallPlan(counters), day)
  const web = await serveCentreWeb({
    ...{ hall, port: 0, host: '127.0.0.1', password, clock: systemClock, log: silentLog },
    viewers: { total: 100, perAddress: 100 },
    ...options,
  })
  return { hall, web, at: (path) => new URL(path, web.url).href }
}
