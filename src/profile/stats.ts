import type { SessionStats } from './model.ts'

/** The counters of a session that has just begun. */
export function noStats(): SessionStats {
  return {
    bytes: 0,
    frames: 0,
    dropped: 0,
    checkFailures: 0,
    overruns: 0,
    unknown: 0,
    rejected: 0,
    events: 0,
    repeated: 0,
    pollMisses: 0,
    writesLost: 0,
    repliesLost: 0,
  }
}
