import { DeskError } from '../../src/core/index.ts'
import type { DeviceDiagnostics } from '../../src/device/index.ts'
import type { SessionStats } from '../../src/profile/index.ts'
import type { Config } from '../config/config.ts'

/** Fewer senseless bytes than this may come from the moment in which a cable is plugged. */
const enoughBytes = 12
/** Fewer damaged frames than this happen on any line. */
const enoughDamage = 3
/** So many damaged frames for each good one are a bad line. */
const badShare = 0.05

/**
 * What the counters of a device say that is open and heard: bytes that make no frame point at the line settings, frames
 * that break at the cable, frames that nobody understands at the profile. A device that says nothing may just be at rest.
 */
export function speechProblem(device: DeviceDiagnostics, config: Config): DeskError | undefined {
  const { health, session } = device
  if (!session) return undefined
  const binding = config.devices.find(({ name }) => name === health.name)
  const args = { device: health.name, profile: health.profile, baud: baudOf(binding), bytes: session.bytes }
  const good = session.frames - session.unknown - session.rejected
  if (isNoisy(session)) return new DeskError('DB-DCT-024', { ...args, damaged: session.checkFailures, good })
  if (good > 0 || session.events > 0) return undefined
  if (session.frames > 0 && session.unknown + session.rejected > 0) return new DeskError('DB-DCT-025', args)
  return session.bytes >= enoughBytes ? new DeskError('DB-DCT-023', args) : undefined
}

/** Some frames come whole, and many do not. */
function isNoisy({ frames, checkFailures }: SessionStats): boolean {
  return frames > 0 && checkFailures >= enoughDamage && checkFailures > frames * badShare
}

function baudOf(binding: Config['devices'][number] | undefined): number | string {
  const { at, profile } = binding ?? {}
  if (at?.kind === 'address' && at.address.kind === 'serial') return at.address.settings.baud
  return profile?.link.kind === 'serial' ? profile.link.baud : '–'
}
