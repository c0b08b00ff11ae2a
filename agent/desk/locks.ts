import type { CounterInsight } from '../insight.ts'

/**
 * Which counters pages must not touch until their officer has shown who it is. Kept in memory: after a start of the agent
 * the PC itself has asked for a password.
 */
export interface Locks {
  isLocked(counter: string): boolean
  lock(counter: string): void
  /** Somebody was let in. */
  unlock(counter: string): void
  /** Somebody asked to be let in; the next change of who sits here is the answer. */
  asked(counter: string): void
  /** Looks who sits where now. */
  look(counters: readonly CounterInsight[]): void
}

/** Nothing is locked at first. */
export function keepLocks(): Locks {
  /** Who was asked for: the officer's state at that moment, in one text. */
  const locked = new Map<string, { readonly askedAt?: string }>()
  let seen = new Map<string, string>()
  return {
    isLocked: (counter) => locked.has(counter),
    lock: (counter) => void locked.set(counter, {}),
    unlock: (counter) => void locked.delete(counter),
    asked(counter) {
      if (locked.has(counter)) locked.set(counter, { askedAt: seen.get(counter) ?? '' })
    },
    look(counters) {
      seen = new Map(counters.map(({ id, state }) => [id, JSON.stringify(state.officer)]))
      for (const [counter, { askedAt }] of locked) {
        if (askedAt !== undefined && seen.get(counter) !== askedAt) locked.delete(counter)
      }
    },
  }
}
