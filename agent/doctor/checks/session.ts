import { DeskError } from '../../../src/core/index.ts'
import { type Finding, good, unsure } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/**
 * A helper waits in the desktop session of an officer, so that windows for pairing can open. At night nobody is there,
 * which is why this is never more than unsure.
 */
export const sessionCheck: Check = { needs: ['agent'], look }

function look({ config, desk }: Sight): readonly Finding[] {
  if (config.applications.length === 0 || desk.kind !== 'running' || desk.page.helpers === undefined) return []
  return desk.page.helpers > 0 ? [good('session')] : [unsure('session', new DeskError('DB-DCT-022'))]
}
