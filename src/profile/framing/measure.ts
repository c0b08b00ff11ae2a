import type { FramerPlan } from './plan.ts'
import { type IsIdle, need, no, type Verdict } from './verdict.ts'
import { Finder, type Window } from './window.ts'

/** Finds out how long the frame at the head is: the one thing in which the modes differ. */
export interface Measurer {
  measure(window: Window, isIdle: IsIdle): Verdict
  reset(): void
}

/** The measurer of a mode. */
export function measurerFor(plan: FramerPlan): Measurer {
  switch (plan.mode) {
    case 'byte':
    case 'fixed':
      return stateless((window) => whole(window, plan.maxLength, plan))
    case 'length':
      return stateless((window) => prefixed(window, plan))
    case 'gap':
      return stateless((window, isIdle) => silent(window, isIdle, plan))
    case 'delimited':
      return new Delimited(plan)
  }
}

function stateless(measure: Measurer['measure']): Measurer {
  return { measure, reset: () => undefined }
}

/** A frame of known length that may have to end with certain bytes. */
function whole(window: Window, length: number, plan: FramerPlan): Verdict {
  if (window.length < length) return need
  const ends = plan.ends.length === 0 || plan.ends.some((end) => window.holds(end, length - end.length))
  return ends ? { kind: 'frame', length } : no
}

function prefixed(window: Window, plan: FramerPlan): Verdict {
  const first = window.at(plan.lengthAt)
  const second = plan.lengthType === 'u8' ? 0 : window.at(plan.lengthAt + 1)
  if (first === undefined || second === undefined) return need
  const value = plan.lengthType === 'u16be' ? first * 256 + second : first + second * 256
  const length = value + plan.add
  if (length > plan.maxLength) return { kind: 'no', skip: 1, because: 'overrun' }
  return length < plan.minLength ? no : whole(window, length, plan)
}

function silent(window: Window, isIdle: IsIdle, plan: FramerPlan): Verdict {
  if (window.length > plan.maxLength) return { kind: 'no', skip: 1, because: 'overrun' }
  return isIdle(plan.idleMs) ? { kind: 'frame', length: window.length } : need
}

/**
 * Up to the first of several ends; `CR`, `LF` and `CR LF` are covered by the ends CR and LF, because an empty line is
 * nothing. Where neither a start nor a check tells a frame from the rest of a line that was too long, that rest is
 * passed over up to its end: half a code must never look like a whole one.
 */
class Delimited implements Measurer {
  readonly #plan: FramerPlan
  readonly #ends: readonly Finder[]
  readonly #longestEnd: number
  readonly #anchored: boolean
  #passing = false
  #passUntil = 0

  constructor(plan: FramerPlan) {
    this.#plan = plan
    this.#ends = plan.ends.map((end) => new Finder(end))
    this.#longestEnd = Math.max(...plan.ends.map((end) => end.length))
    this.#anchored = plan.start.length > 0 || plan.checks.length > 0
  }

  measure(window: Window): Verdict {
    if (window.position < this.#passUntil) return { kind: 'no', skip: this.#passUntil - window.position }
    const end = this.#firstEnd(window)
    if (this.#passing) return this.#pass(window, end)
    const { start, tail, maxLength } = this.#plan
    const length = end === undefined ? Number.POSITIVE_INFINITY : end.offset + end.length + tail
    if (length > maxLength && window.length >= Math.min(length, maxLength)) return this.#overrun()
    if (length > window.length) return need
    return { kind: start.length === 0 && end?.offset === 0 ? 'empty' : 'frame', length }
  }

  reset(): void {
    this.#passing = false
    this.#passUntil = 0
  }

  #firstEnd(window: Window): { readonly offset: number; readonly length: number } | undefined {
    let first: { offset: number; length: number } | undefined
    for (const finder of this.#ends) {
      const offset = finder.find(window, this.#plan.start.length)
      if (offset >= 0 && (!first || offset < first.offset)) first = { offset, length: finder.needle.length }
    }
    return first
  }

  #overrun(): Verdict {
    this.#passing = !this.#anchored
    return { kind: 'no', skip: 1, because: 'overrun' }
  }

  #pass(window: Window, end: { readonly offset: number; readonly length: number } | undefined): Verdict {
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
