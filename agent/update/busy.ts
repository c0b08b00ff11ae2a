import type { CounterPicture } from '../../src/counter/index.ts'
import type { Agent } from '../agent.ts'

/** Why the program must not be started anew now; undefined when it may. */
export type Busy = () => string | undefined

/**
 * A desk is busy while somebody is served, may rate, or waits for an answer, and while a device is being learnt.
 * @param others what else must not be cut off: signing, scanning.
 */
export function busyDesk(agent: Pick<Agent, 'counters' | 'learning'>, ...others: readonly Busy[]): Busy {
  return () => {
    const counter = agent.counters().find((one) => whyBusy(one) !== undefined)
    if (counter) return `${counter.id}: ${whyBusy(counter)}`
    if (agent.learning.state().kind === 'learning') return 'learning'
    return others.map((other) => other()).find((reason) => reason !== undefined)
  }
}

function whyBusy({ service, ticket, rating, asked, isSigningIn }: CounterPicture): string | undefined {
  if (service !== null || ticket !== null) return 'service'
  if (rating !== null) return 'rating'
  return asked.length > 0 || isSigningIn ? 'request' : undefined
}
