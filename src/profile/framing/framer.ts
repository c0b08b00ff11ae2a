import { checkHolds, checkPlace, checkSize } from '../checksum.ts'
import type { CheckSpec } from '../schema/index.ts'
import type { Effort } from './effort.ts'
import { undoEscapes } from './escape.ts'
import { type Measurer, measurerFor } from './measure.ts'
import type { ByteTest, FramerPlan } from './plan.ts'
import { Presence } from './presence.ts'
import { type IsIdle, need, no, type Verdict, type Whole } from './verdict.ts'
import { Finder, type Window } from './window.ts'

const badCheck: Verdict = { kind: 'no', skip: 1, because: 'check' }

/** What looking at a frame costs beside its bytes, counted in bytes. */
const perLook = 16

/** One framer at work on one port. */
export class Framer {
  readonly plan: FramerPlan
  readonly #start: Finder | undefined
  readonly #measurer: Measurer
  readonly #presence = new Presence()

  constructor(plan: FramerPlan) {
    this.plan = plan
    this.#start = plan.start.length > 0 ? new Finder(plan.start) : undefined
    this.#measurer = measurerFor(plan)
  }

  /** Judges the head of the window; cheap tests first. */
  judge(window: Window, isIdle: IsIdle, effort: Effort): Verdict {
    const begun = this.#judgeStart(window)
    if (begun) return begun
    // Escapes move what follows them, so a guard is asked when they are undone.
    if (!this.plan.escapes && !this.#guardFits(window.length, (offset) => window.at(offset))) return no
    const measured = this.#measurer.measure(window, isIdle)
    if (measured.kind === 'frame') return this.#judgeWhole(window, measured, effort)
    return measured.kind === 'need' ? this.#judgeShort(window, isIdle) : measured
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

  #judgeWhole(window: Window, measured: Whole, effort: Effort): Verdict {
    const { checks, escapes, optional, start, tail, guard, minLength } = this.plan
    if (measured.length < minLength || guard.some(([offset]) => offset >= measured.length)) return no
    const isDear = checks.length > 0 || escapes !== undefined || optional !== undefined
    if (isDear && effort.isSpent) return no
    if (isDear) effort.spend((measured.length + perLook) * Math.max(1, checks.length))
    const raw = window.peek(measured.length)
    const bytes = escapes ? undoEscapes(escapes, raw, start.length, tail + this.#endOf(raw)) : raw
    if (!bytes || bytes.length < minLength) return no
    if (escapes && !this.#guardFits(0, (offset) => bytes[offset])) return no
    if (!checks.every((check) => checkHolds(check, bytes))) return badCheck
    if (optional) return this.#judgeOptional(window.position, optional, measured, bytes)
    return escapes ? { ...measured, bytes } : measured
  }

  /** The length of the end that a frame has. */
  #endOf(frame: Uint8Array): number {
    const { ends, tail } = this.plan
    const border = frame.length - tail
    const end = ends.find((one) => Buffer.compare(one, frame.subarray(border - one.length, border)) === 0)
    return end?.length ?? 0
  }

  /** A frame that has its optional check is handed on without it, so that the rules are the same for all units. */
  #judgeOptional(position: number, check: CheckSpec, whole: Whole, bytes: Uint8Array): Verdict {
    const holds = checkHolds(check, bytes)
    this.#presence.note(holds, position, whole.length)
    if (holds) return { ...whole, bytes: without(check, bytes) }
    if (this.#presence.isDue) return badCheck
    if (this.plan.mode !== 'fixed') return { ...whole, bytes: new Uint8Array(bytes) }
    return { kind: 'frame', length: whole.length - checkSize(check) }
  }

  /** Silence behind a frame of fixed length that came without its optional check. */
  #judgeShort(window: Window, isIdle: IsIdle): Verdict {
    const { mode, optional, minLength, idleMs } = this.plan
    if (mode !== 'fixed' || !optional || window.length < minLength || !isIdle(idleMs)) return need
    this.#presence.note(false, window.position, minLength)
    const isWhole = !this.#presence.isDue && this.#guardFits(0, (offset) => window.at(offset))
    return isWhole ? { kind: 'frame', length: minLength } : badCheck
  }

  /** Whether the bytes fit; those from `open` on are not here yet and may still do. */
  #guardFits(open: number, at: (offset: number) => number | undefined): boolean {
    for (const [offset, test] of this.plan.guard) {
      if (open > 0 && offset >= open) continue
      if (!byteFits(at(offset), test)) return false
    }
    return true
  }
}

function without(check: CheckSpec, bytes: Uint8Array): Uint8Array {
  const at = checkPlace(check, bytes.length) ?? bytes.length
  return new Uint8Array(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + checkSize(check))]))
}

/** Whether a byte is what it must be. */
export function byteFits(byte: number | undefined, test: ByteTest): boolean {
  if (byte === undefined) return false
  if (typeof test === 'number') return byte === test
  if ('mask' in test) return (byte & test.mask) === test.eq
  return 'oneOf' in test ? test.oneOf.includes(byte) : byte >= test.min && byte <= test.max
}
