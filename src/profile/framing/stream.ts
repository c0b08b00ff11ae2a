import { Effort } from './effort.ts'
import { Framer } from './framer.ts'
import type { FramerPlan } from './plan.ts'
import type { IsAwaited, IsIdle, Verdict, Whole } from './verdict.ts'
import { Window } from './window.ts'

/** What a stream counts, so that "no bytes", "bytes but no frames" and "wrong check" can be told apart. */
export interface StreamCounts {
  bytes: number
  frames: number
  dropped: number
  checkFailures: number
  overruns: number
}

export type OnFrame = (frame: Uint8Array, framer: string) => void

const never = () => false

/**
 * Cuts a byte stream into frames. Framers are asked in order and the first that needs more bytes is waited for; where
 * all say no, as many bytes are dropped as all of them agree on, one at least. Silence turns "need more" into "no".
 */
export class FrameStream {
  readonly #framers: readonly Framer[]
  readonly #window: Window
  readonly #onFrame: OnFrame
  readonly #counts: StreamCounts
  readonly #isAwaited: IsAwaited
  readonly #effort = new Effort()
  #lastAt = 0
  #waitingFor: Framer | undefined

  /** `isAwaited` tells which commands wait for an answer: some framers are at work only then. */
  constructor(plans: readonly FramerPlan[], counts: StreamCounts, onFrame: OnFrame, isAwaited: IsAwaited = never) {
    this.#framers = plans.map((plan) => new Framer(plan))
    this.#window = new Window(Math.max(1, ...plans.map((plan) => plan.maxLength)))
    this.#counts = counts
    this.#onFrame = onFrame
    this.#isAwaited = isAwaited
  }

  /** When silence will mean something; null while nothing waits for it. */
  get wakeAt(): number | null {
    return this.#waitingFor ? this.#lastAt + this.#waitingFor.plan.idleMs : null
  }

  /** Takes bytes in. They are copied, a slice at a time: a chunk of any size needs no more memory than a frame. */
  push(chunk: Uint8Array, now: number): void {
    // The chunk may come before the timer did: silence counts by when bytes arrived, not by when we were called.
    this.tick(now)
    this.#counts.bytes += chunk.length
    this.#lastAt = now
    for (let from = 0; from < chunk.length; ) {
      from += this.#window.append(chunk, from)
      this.#drain(never)
    }
  }

  /** Lets time pass. */
  tick(now: number): void {
    const isIdle: IsIdle = (ms) => now >= this.#lastAt + ms
    if (this.#waitingFor && isIdle(this.#waitingFor.plan.idleMs)) this.#drain(isIdle)
    for (const framer of this.#framers) if (isIdle(framer.plan.idleMs)) framer.reset()
    if (this.#framers.every((framer) => isIdle(framer.plan.idleMs))) this.#effort.rest()
  }

  #drain(isIdle: IsIdle): void {
    this.#waitingFor = undefined
    while (this.#window.length > 0) {
      const verdict = this.#judge(isIdle)
      if (verdict.kind === 'need') return
      if (verdict.kind === 'no') this.#drop(verdict.skip)
      else if (verdict.kind === 'empty') this.#leave(verdict.length)
      else this.#take(verdict)
    }
  }

  /** The verdict of the first framer that does not say no. */
  #judge(isIdle: IsIdle): Verdict {
    let skip = this.#window.length
    for (const framer of this.#framers) {
      if (!this.#isAtWork(framer)) continue
      this.#waitingFor = framer
      const verdict = framer.judge(this.#window, isIdle, this.#effort)
      if (verdict.kind === 'frame' || verdict.kind === 'empty') return verdict
      if (verdict.kind === 'need' && !isIdle(framer.plan.idleMs)) return verdict
      skip = Math.min(skip, verdict.kind === 'no' ? verdict.skip : 1)
      if (verdict.kind === 'no') this.#countNo(verdict)
    }
    this.#waitingFor = undefined
    return { kind: 'no', skip }
  }

  #isAtWork({ plan: { replyTo } }: Framer): boolean {
    return replyTo.length === 0 || replyTo.some(this.#isAwaited)
  }

  #take({ length, keep = 0, bytes }: Whole): void {
    const framer = this.#waitingFor?.plan.id ?? ''
    const frame = bytes ?? new Uint8Array(this.#window.peek(length))
    this.#leave(length - keep)
    this.#counts.frames++
    this.#onFrame(frame, framer)
  }

  #drop(count: number): void {
    this.#counts.dropped += count
    this.#leave(count)
  }

  #leave(count: number): void {
    this.#waitingFor = undefined
    this.#window.drop(count)
    this.#effort.earn(count)
  }

  #countNo(verdict: { readonly because?: 'check' | 'overrun' }): void {
    if (verdict.because === 'check') this.#counts.checkFailures++
    if (verdict.because === 'overrun') this.#counts.overruns++
  }
}
