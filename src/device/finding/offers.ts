import type { Attached } from '../../bus/index.ts'
import type { Profile } from '../../profile/index.ts'
import { type Marks, marksOf } from './assign.ts'
import { bestFit, equalFits, type Knowledge } from './fits.ts'

/** A plugged device that nobody expects, and what it surely is. */
export interface Offer {
  /** Names the offer for as long as the device stays plugged. */
  readonly path: string
  readonly profile: Profile
  /** What it would be known by. */
  readonly marks: Marks
  /** It had to be asked what it is: it is known again by its place only. */
  readonly isAsked: boolean
}

/** A plugged device that several profiles fit equally well: nobody takes it into use by a guess. */
export interface Doubt {
  readonly path: string
  readonly place?: string
  readonly profiles: readonly string[]
}

/** The devices that can be taken into use without a question: exactly one profile is the best for each. */
export function offersOf(attached: readonly Attached[], knowledge: Knowledge): readonly Offer[] {
  const offers = new Map<string, Offer>()
  for (const one of attached) {
    const best = bestFit(one, knowledge)
    if (!best || offers.has(one.path)) continue
    const { profile, probe } = best
    const isAsked = probe !== undefined
    offers.set(one.path, { path: one.path, profile, marks: marksOf(one, profile), isAsked })
  }
  return [...offers.values()]
}

/** The devices that are not offered because several profiles fit them. */
export function doubtsOf(attached: readonly Attached[], knowledge: Knowledge): readonly Doubt[] {
  return attached.flatMap((one) => {
    const profiles = equalFits(one, knowledge).map(({ id }) => id)
    const where = one.place === undefined ? {} : { place: one.place }
    return profiles.length === 0 ? [] : [{ path: one.path, ...where, profiles }]
  })
}
