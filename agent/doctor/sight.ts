import type { Clock } from '../../src/core/index.ts'
import type { Config } from '../config/config.ts'
import type { DeskSeen } from './desk-seen.ts'
import type { Finding, Subject } from './finding.ts'

/** What the checks look at. */
export interface Sight {
  readonly config: Config
  readonly desk: DeskSeen
  readonly surroundings: Surroundings
}

/** What of this PC a check may look at, so that a test can lay out a PC of its own. */
export interface Surroundings {
  readonly clock: Clock
  /** The version of the Node that runs, like `24.1.0`. */
  readonly node: string
  /** Where browsers look for their policies; those of this system where it is left out. */
  readonly policyFolders?: readonly string[]
  /** The program that takes keyboards; undefined where it was not made. */
  readonly keyboardHelper: string | undefined
  /** Where a package of the program is. Throws where it is not. */
  readonly resolve: (part: string) => string
  /** How long an answer is waited for, in milliseconds. */
  readonly patience: number
  /** Seconds in which a centre has told its time at least once; it does so every half minute. */
  readonly toldWithin: number
}

/** One subject and how it is looked at. */
export interface Check {
  /** Where one of these is broken this one says nothing: it would only repeat the same cause in other words. */
  readonly needs: readonly Subject[]
  /** Where one of these is broken, what this one is unsure of is explained. */
  readonly doubtsBy?: readonly Subject[]
  /** Nothing where there is nothing to look at. Never changes anything, and never throws for what it looks for. */
  look(sight: Sight): readonly Finding[] | Promise<readonly Finding[]>
}
