import type { Config } from '../../config/config.ts'
import { complaintOfConfiguration } from '../../provision/complaint.ts'
import { readProvisionState, reportOf } from '../../provision/store.ts'
import { type Finding, good, unsure } from '../finding.ts'

/** The configuration can be read; what the centre sent last may have been given back, and then the one before holds. */
export function lookAtConfiguration(config: Config): readonly Finding[] {
  const complaints = complaintOfConfiguration(reportOf(readProvisionState(config.dataFolder)), config)
  return complaints.length > 0 ? complaints.map((error) => unsure('config', error)) : [good('config')]
}
