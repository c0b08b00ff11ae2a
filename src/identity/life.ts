import type { DeskIdentity } from './identity.ts'

/** Where a certificate is in its life. */
export type LifeStage = 'early' | 'good' | 'due' | 'expired'

const day = 86_400_000

/** The stage at a moment. `early`: by this clock it has not begun, so the clock or the centre's is wrong. */
export function stageOf({ from, until }: Pick<DeskIdentity, 'from' | 'until'>, now: number): LifeStage {
  if (now < from) return 'early'
  if (now >= until) return 'expired'
  return now >= renewalAt({ from, until }) ? 'due' : 'good'
}

/** When two thirds of its life are over. */
export function renewalAt({ from, until }: Pick<DeskIdentity, 'from' | 'until'>): number {
  return from + ((until - from) * 2) / 3
}

/** Whole days that are left; negative when it is over. */
export function daysLeft({ until }: Pick<DeskIdentity, 'until'>, now: number): number {
  return Math.floor((until - now) / day)
}
