import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../../src/core/index.ts'
import { seededRandom } from '../../support/faces.ts'

/** The choices of a randomised test. */
export interface Chance extends Random {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** True in this share of all cases. */
  hits(share: number): boolean
  /** Lets a random time of the fault pass. */
  pause(least: number, most: number): Promise<void>
}

/** Chance that repeats with its seed. */
export function chanceOf(seed: number): Chance {
  const random = seededRandom(seed)
  const between = (least: number, most: number) => least + Math.floor(random.unit() * (most - least + 1))
  return {
    ...random,
    between,
    hits: (share) => random.unit() < share,
    pause: (least, most) => sleep(between(least, most)),
  }
}
