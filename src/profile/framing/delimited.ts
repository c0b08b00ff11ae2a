import { canBeEscaped, type EscapePlan } from './escape.ts'
import type { Measurer } from './measure.ts'
import type { FramerPlan } from './plan.ts'
import { type IsIdle, need, overrun, type Verdict } from './verdict.ts'
import { Finder, type Window } from './window.ts'

interface End {
  readonly offset: number
  readonly length: number
}

/**
 * Up to the first of several ends; `CR`, `LF` and `CR LF` are covered by the ends CR and LF, because an empty line is
 * nothing. Where neither a start nor a check tells a frame from the rest of a line that was too long, that rest is
 * passed over up to its end: half a code must never look like a whole one. Where the start and the end are the same
 * flag, the one that ends a frame stays for the next: the sender may send it once between two.
 */
export class Delimited implements Measurer {
  readonly #plan: FramerPlan
  readonly #ends: readonly Ends[]
  readonly #longestEnd: number
  readonly #anchored: boolean
  readonly #flag: number
  #passing = false
  #passUntil = 0
  #flagAt = -1

  constructor(plan: FramerPlan) {
    this.#plan = plan
    this.#ends = plan.ends.map((end) => new Ends(end, plan.start.length, plan.escapes))
    this.#longestEnd = Math.max(...plan.ends.map((end) => end.length))
    this.#anchored = plan.start.length > 0 || plan.checks.length > 0
    const isFlag = plan.tail === 0 && plan.ends.every((end) => Buffer.compare(end, plan.start) === 0)
    this.#flag = isFlag ? plan.start.length : 0
  }

  measure(window: Window, isIdle: IsIdle): Verdict {
    if (window.position < this.#passUntil) return { kind: 'no', skip: this.#passUntil - window.position }
    if (this.#isLoneFlag(window, isIdle)) return { kind: 'empty', length: this.#flag }
    const end = this.#firstEnd(window)
    if (this.#passing) return this.#pass(window, end)
    const { tail, maxLength } = this.#plan
    const length = end === undefined ? Number.POSITIVE_INFINITY : end.offset + end.length + tail
    if (length > maxLength && window.length >= Math.min(length, maxLength)) return this.#overrun()
    if (length > window.length || end === undefined) return need
    return this.#whole(window, end, length)
  }

  reset(): void {
    this.#passing = false
    this.#passUntil = 0
  }

  #whole(window: Window, end: End, length: number): Verdict {
    const { start } = this.#plan
    if (start.length === 0 && end.offset === 0) return { kind: 'empty', length }
    if (this.#flag === 0) return { kind: 'frame', length }
    if (end.offset === start.length) return { kind: 'empty', length: this.#flag }
    this.#flagAt = window.position + end.offset
    return { kind: 'frame', length, keep: this.#flag }
  }

  /** The flag that ended a frame, and then nothing. */
  #isLoneFlag(window: Window, isIdle: IsIdle): boolean {
    const isLone = this.#flag > 0 && window.length === this.#flag && window.position === this.#flagAt
    return isLone && isIdle(this.#plan.idleMs)
  }

  #firstEnd(window: Window): End | undefined {
    let first: End | undefined
    for (const ends of this.#ends) {
      const offset = ends.find(window)
      if (offset >= 0 && (!first || offset < first.offset)) first = { offset, length: ends.length }
    }
    return first
  }

  #overrun(): Verdict {
    this.#passing = !this.#anchored
    return overrun
  }

  #pass(window: Window, end: End | undefined): Verdict {
    if (!end) {
      const skip = window.length - this.#longestEnd + 1
      return skip > 0 ? { kind: 'no', skip } : need
    }
    const skip = end.offset + end.length + this.#plan.tail
    this.#passing = false
    this.#passUntil = window.position + skip
    return { kind: 'no', skip }
  }
}

/** Finds one end, and knows when it only looks like one because an escape stands before it. */
class Ends {
  readonly #finder: Finder
  readonly #from: number
  readonly #escapes: EscapePlan | undefined
  /** Before this, everything that looked like an end was escaped. */
  #clean = 0

  constructor(end: Uint8Array, from: number, escapes: EscapePlan | undefined) {
    this.#finder = new Finder(end)
    this.#from = from
    this.#escapes = escapes && canBeEscaped(escapes, end[0]) ? escapes : undefined
  }

  get length(): number {
    return this.#finder.needle.length
  }

  find(window: Window): number {
    for (;;) {
      const from = Math.max(this.#from, this.#clean - window.position)
      const offset = this.#finder.find(window, from)
      if (offset < 0 || !this.#escapes || !this.#isEscaped(window, offset, this.#escapes.byte)) return offset
      this.#clean = window.position + offset + 1
    }
  }

  /** An odd number of escapes before it: the last of them takes it. */
  #isEscaped(window: Window, offset: number, escapeByte: number): boolean {
    let count = 0
    while (offset - count > this.#from && window.at(offset - count - 1) === escapeByte) count++
    return count % 2 === 1
  }
}
