import { DeskError, type ErrorCode, unpackError } from '../../../src/core/index.ts'
import { bad, type Finding, good, judge } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/** The software of the centre hears and answers. Only a running desk can tell. */
export const centreCheck: Check = { needs: ['network', 'name', 'way', 'certificate', 'broker', 'rights'], look }

/** The broker takes what the desk says, and nobody hears it. */
const ofCentre: readonly ErrorCode[] = ['DB-LNK-012', 'DB-LNK-023']

function look({ desk }: Sight): readonly Finding[] {
  if (desk.kind !== 'running') return []
  const { centre, status } = desk.health
  if (!status.online) return [bad('centre', new DeskError('DB-AGT-046'))]
  const alarms = centre.alarms.map((alarm) => unpackError(alarm, 'DB-AGT-003'))
  // Where nobody listens nobody confirms either.
  const silent = ofCentre.flatMap((code) => alarms.find((alarm) => alarm.code === code) ?? [])
  if (silent.length > 0) return judge('centre', silent.slice(0, 1))
  return centre.state === 'alone' ? [bad('centre', new DeskError('DB-AGT-045'))] : [good('centre')]
}
