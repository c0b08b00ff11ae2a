import { DeskError } from '../../../src/core/index.ts'
import { bad, type Finding, good, unsure } from '../finding.ts'
import type { Check, Sight } from '../sight.ts'

/** Two clocks that differ by less agree; as the link has it. */
const tolerance = 2_000

/** The clock of this PC is that of the centre. Only a running desk has heard the centre's. */
export const clockCheck: Check = { needs: [], doubtsBy: ['broker', 'rights', 'centre'], look }

function look({ config, desk, surroundings }: Sight): readonly Finding[] {
  // A centre that does not speak our contract tells no time either.
  if (desk.kind !== 'running' || config.receipts === 'none') return []
  const { quality, ahead } = desk.health.clock
  if (quality === 'synced') return [good('clock')]
  const now = surroundings.clock.wall()
  if (ahead !== null && Math.abs(ahead) > tolerance) {
    const args = { seconds: Math.round(Math.abs(ahead) / 1000), now: shown(now), centre: shown(now - ahead) }
    return [bad('clock', new DeskError('DB-DCT-009', args))]
  }
  if (quality === 'stepped') return [bad('clock', new DeskError('DB-DCT-010', { now: shown(now) }))]
  // Who has no connection cannot have heard it, which is told already; nor need one that has just begun.
  const { status, process } = desk.health
  const mustHaveHeard = status.online && process.upSeconds > surroundings.toldWithin
  return mustHaveHeard ? [unsure('clock', new DeskError('DB-AGT-047'))] : []
}

function shown(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
