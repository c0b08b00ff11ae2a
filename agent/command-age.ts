import { type Command, parseTime } from '../src/contract/index.ts'
import type { ClockQuality } from '../src/core/index.ts'

/**
 * Whether a command is still wanted. Only a clock that agrees with the centre's can tell that a command is too old; with
 * another clock a command that may be too old is refused. Answers are judged by their request, not by the clock.
 */
export function commandVerdict(
  command: Command,
  wall: number,
  quality: ClockQuality,
): 'carry-out' | 'expired' | 'age-unknown' {
  if (command.notAfter === undefined || command.inReplyTo !== undefined) return 'carry-out'
  if (quality !== 'synced') return 'age-unknown'
  return wall <= parseTime(command.notAfter) ? 'carry-out' : 'expired'
}
