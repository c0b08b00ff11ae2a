import type { SessionStats } from '../profile/index.ts'
import type { FaultHint } from './binding.ts'

/** What the counters of a session say about a device from which nothing comes. */
export function faultHint(stats: Readonly<SessionStats> | undefined): FaultHint {
  if (!stats || stats.events > 0) return 'none'
  if (stats.bytes === 0) return 'no-bytes'
  if (stats.frames === 0) return 'no-frames'
  return stats.unknown + stats.rejected > 0 ? 'no-rule' : 'none'
}
