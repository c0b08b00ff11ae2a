import type { SessionStats } from '../profile/index.ts'
import type { FaultHint } from './binding.ts'

/** What is known of its port, and what the counters of a session say about a device from which nothing comes. */
export function faultHint(stats: Readonly<SessionStats> | undefined, sharers: readonly string[]): FaultHint {
  if (sharers.length > 0) return 'foreign-reader'
  if (!stats || stats.events > 0) return 'none'
  if (stats.bytes === 0) return 'no-bytes'
  if (stats.frames === 0) return 'no-frames'
  return stats.unknown + stats.rejected > 0 ? 'no-rule' : 'none'
}
