import type { Attached } from '../../bus/index.ts'
import type { Profile } from '../../profile/index.ts'
import { type Marks, marksOf } from './assign.ts'
import { bestFit } from './fits.ts'

/** A plugged device that nobody expects, and what it surely is. */
export interface Offer {
  /** Names the offer for as long as the device stays plugged. */
  readonly path: string
  readonly profile: Profile
  /** What it would be known by. */
  readonly marks: Marks
}

/** The devices that can be taken into use without a question: exactly one profile is the best for each. */
export function offersOf(
  attached: readonly Attached[],
  candidates: (attached: Attached) => readonly Profile[],
): readonly Offer[] {
  const offers = new Map<string, Offer>()
  for (const one of attached) {
    const profile = bestFit(candidates(one), one)
    if (profile && !offers.has(one.path))
      offers.set(one.path, { path: one.path, profile, marks: marksOf(one, profile) })
  }
  return [...offers.values()]
}
