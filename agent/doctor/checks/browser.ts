import { DeskError } from '../../../src/core/index.ts'
import { brokenPolicy, browserPolicyProblem, policiesIn, usualPolicyFolders } from '../browser-policy.ts'
import { type Finding, judge } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/** A browser of this PC lets the applications of the desk in. Who has none needs no browser for them. */
export const browserCheck: Check = { needs: [], look }

function look({ config, surroundings }: Sight): readonly Finding[] {
  const { applications } = config
  if (applications.length === 0) return []
  const folders = surroundings.policyFolders ?? usualPolicyFolders
  const problem = browserPolicyProblem(applications, policiesIn(folders))
  if (!problem) return judge('browser', [])
  const file = brokenPolicy(folders)
  return judge('browser', [file === undefined ? problem : new DeskError('DB-DCT-021', { file })])
}
