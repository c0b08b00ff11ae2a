/**
 * Which counters pages must not touch until their officer has shown who it is. Kept in memory: after a start of the agent
 * the PC itself has asked for a password.
 */
export interface Locks {
  isLocked(counter: string): boolean
  lock(counter: string): void
  unlock(counter: string): void
}

/** Nothing is locked at first. */
export function keepLocks(): Locks {
  const locked = new Set<string>()
  return {
    isLocked: (counter) => locked.has(counter),
    lock: (counter) => void locked.add(counter),
    unlock: (counter) => void locked.delete(counter),
  }
}
