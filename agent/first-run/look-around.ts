import type { Clock } from '../../src/core/index.ts'
import type { FoundCentre } from '../enrol/find-centre.ts'

/** Asks the network for centres. What that needs is loaded only then: a desk at work looks for nobody. */
export async function lookAround(clock: Clock, address: string | undefined): Promise<readonly FoundCentre[]> {
  const { findCentresAt } = await import('../enrol/find-centre.ts')
  return await findCentresAt(clock, address)
}
