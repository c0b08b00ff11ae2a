import type { DeviceWrite } from '../model.ts'

/** What a command waits for: a frame or a rule that acknowledges it, or one that refuses it. */
export interface ExpectPlan {
  readonly frames: readonly string[]
  readonly rules: readonly string[]
  readonly refusals: readonly string[]
  readonly timeout: number
  readonly retries: number
}

/** What came of waiting. */
export type Outcome =
  | { readonly kind: 'waiting' | 'acknowledged' }
  | { readonly kind: 'again'; readonly writes: readonly DeviceWrite[] }
  | { readonly kind: 'failed'; readonly command: string; readonly reason: 'unanswered' | 'refused' }

interface Open {
  readonly command: string
  readonly expect: ExpectPlan
  readonly writes: readonly DeviceWrite[]
  until: number
  left: number
}

const waiting: Outcome = { kind: 'waiting' }

/** The one command whose answer is due: with two, nobody could tell whose answer it is. */
export class Exchange {
  #open: Open | undefined

  get isOpen(): boolean {
    return this.#open !== undefined
  }

  /** When waiting ends; null while nothing waits. */
  get wakeAt(): number | null {
    return this.#open?.until ?? null
  }

  isAwaited(command: string): boolean {
    return this.#open?.command === command
  }

  begin(command: string, expect: ExpectPlan, writes: readonly DeviceWrite[], now: number): void {
    this.#open = { command, expect, writes, until: deadline(expect, writes, now), left: expect.retries }
  }

  /** A frame arrived, and a rule took it (or none did). */
  heard(framer: string, rule: string | undefined, now: number): Outcome {
    const open = this.#open
    if (!open) return waiting
    const { frames, rules, refusals } = open.expect
    if (rule !== undefined && refusals.includes(rule)) return this.#again(open, 'refused', now)
    if (!frames.includes(framer) && !(rule !== undefined && rules.includes(rule))) return waiting
    this.#open = undefined
    return { kind: 'acknowledged' }
  }

  tick(now: number): Outcome {
    const open = this.#open
    return open && now >= open.until ? this.#again(open, 'unanswered', now) : waiting
  }

  forget(): void {
    this.#open = undefined
  }

  #again(open: Open, reason: 'unanswered' | 'refused', now: number): Outcome {
    if (open.left === 0) {
      this.#open = undefined
      return { kind: 'failed', command: open.command, reason }
    }
    open.left--
    open.until = deadline(open.expect, open.writes, now)
    return { kind: 'again', writes: open.writes }
  }
}

/** Pauses inside the command are not time that the device had. */
function deadline(expect: ExpectPlan, writes: readonly DeviceWrite[], now: number): number {
  return now + expect.timeout + writes.reduce((sum, write) => sum + (write.delay ?? 0), 0)
}
