import type { ProvisionReport } from '../../src/contract/index.ts'
import { DeskError } from '../../src/core/index.ts'
import type { Config } from '../config/config.ts'
import { usualTrial } from './trial.ts'

/**
 * What people at a desk must be told of the configuration that its centre sends: it is damaged on this PC, or the last one was
 * refused or given back. Nothing while one is being tried.
 */
export function complaintOfConfiguration(
  report: ProvisionReport | undefined,
  { revision: used, provisioning }: Pick<Config, 'revision' | 'provisioning'>,
): readonly DeskError[] {
  if (!report || report.trying !== undefined) return []
  const { revision, refused } = report
  // 0 is what a person brought; while it is tried the other one is well.
  const isDamaged = revision > 0 && used !== revision && used !== 0
  const damaged = isDamaged ? [new DeskError('DB-PRV-021', { revision })] : []
  if (!refused || refused.revision <= revision) return damaged
  return [...damaged, refusalOf(refused, provisioning.trial ?? usualTrial / 1_000)]
}

/** It is kept as its code and what it is about, as the centre is told it. */
function refusalOf({ revision, error }: NonNullable<ProvisionReport['refused']>, seconds: number): DeskError {
  const [code = '', ...rest] = error.split(' ')
  const args = { revision, seconds, reason: rest.join(' ') }
  if (code === 'DB-PRV-015' || code === 'DB-PRV-017' || code === 'DB-PRV-018') return new DeskError(code, args)
  return new DeskError('DB-PRV-034', { revision, reason: error })
}
