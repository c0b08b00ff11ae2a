import type { Surroundings } from '../../agent/doctor/sight.ts'
import type { ErrorCode } from '../../src/core/index.ts'
import type { Pc } from './pc.ts'

/** How the doctor sees a PC otherwise than it is. */
export interface Seen extends Partial<Surroundings> {
  /** Number of the user who asks the doctor, in a process of its own. */
  readonly user?: number
}

/** A cause that is put into a PC, and what the doctor must say of it. */
export interface Fault {
  /** What is wrong, in the words of whoever caused it. */
  readonly cause: string
  /** What must be told, the first thing to do first; nothing else may be. */
  readonly codes: readonly ErrorCode[]
  /** Programs that must be installed, or `root`. */
  readonly needs?: readonly string[]
  /** Causes it. What it returns is what the doctor sees otherwise of the PC. */
  make(pc: Pc): Seen | Promise<Seen> | void | Promise<void>
}
