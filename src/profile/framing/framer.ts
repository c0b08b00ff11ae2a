import { checkHolds } from '../checksum.ts'
import { type Measurer, measurerFor } from './measure.ts'
import type { ByteTest, FramerPlan } from './plan.ts'
import { type IsIdle, need, no, type Verdict } from './verdict.ts'
import { Finder, type Window } from './window.ts'

const badCheck: Verdict = { kind: 'no', skip: 1, because: 'check' }

/** One framer at work on one port. */
export class Framer {
  readonly plan: FramerPlan
  readonly #start: Finder | undefined
  readonly #measurer: Measurer

  constructor(plan: FramerPlan) {
    this.plan = plan
    this.#start = plan.start.length > 0 ? new Finder(plan.start) : undefined
    this.#measurer = measurerFor(plan)
  }

  /** Judges the head of the window; cheap tests first. */
  judge(window: Window, isIdle: IsIdle): Verdict {
    const begun = this.#judgeStart(window)
    if (begun) return begun
    if (!this.#guardFits(window, window.length)) return no
    const measured = this.#measurer.measure(window, isIdle)
    return measured.kind === 'frame' ? this.#judgeWhole(window, measured) : measured
  }

  /** Silence: whatever had begun is over. */
  reset(): void {
    this.#measurer.reset()
  }

  #judgeStart(window: Window): Verdict | undefined {
    if (!this.#start) return undefined
    const { needle } = this.#start
    // The usual case first: looking for the start is dearer than seeing that it is here.
    if (window.holds(needle, 0)) return window.length < needle.length ? need : undefined
    const offset = this.#start.find(window, 1)
    return { kind: 'no', skip: offset > 0 ? offset : Math.max(1, window.length - needle.length + 1) }
  }

  #judgeWhole(window: Window, frame: Verdict & { readonly length: number }): Verdict {
    const { minLength, guard, checks } = this.plan
    if (frame.length < minLength || guard.some(([offset]) => offset >= frame.length)) return no
    const bytes = window.peek(frame.length)
    return checks.every((check) => checkHolds(check, bytes)) ? frame : badCheck
  }

  /** Bytes that are not here yet may still fit. */
  #guardFits(window: Window, length: number): boolean {
    return this.plan.guard.every(([offset, test]) => offset >= length || byteFits(window.at(offset), test))
  }
}

/** Whether a byte is what it must be. */
export function byteFits(byte: number | undefined, test: ByteTest): boolean {
  if (byte === undefined) return false
  return typeof test === 'number' ? byte === test : (byte & test.mask) === test.eq
}
