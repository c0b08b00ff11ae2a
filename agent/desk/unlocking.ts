import type { AgentChange } from '../changes.ts'
import type { Locks } from './locks.ts'
import { rosterOf, type SeenAgent } from './view.ts'

/**
 * A lock ends when somebody has signed in and was believed. Whom nobody could ask about is let in all the same, or a desk
 * without the centre could not be used; that the officer is not confirmed stands on the page and in the facts.
 */
export function unlockBySignIn(agent: SeenAgent, locks: Locks, change: AgentChange): void {
  if (change.kind !== 'notice') return
  const { text, counter, args } = change
  if (text === 'counter.notice.signed-in') locks.unlock(counter)
  if (text !== 'counter.notice.signed-in-unproven') return
  const couldProve = rosterOf(agent).some(({ officer, salt }) => officer === args.officer && salt !== undefined)
  if (agent.centre().state !== 'online' || !couldProve) locks.unlock(counter)
}
