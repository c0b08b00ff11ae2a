import { isDeepStrictEqual } from 'node:util'
import type { Attached, Bus } from '../../bus/index.ts'
import { type Clock, isDeskError, type Log, type Timer } from '../../core/index.ts'

/** Knows what is plugged in. */
export interface Lookout {
  /** As it was at the last look; empty before the first. */
  attached(): readonly Attached[]
  /** Calls after each look that saw something else, and after each hint. Returns how to stop. */
  onChange(listener: () => void): () => void
  /** Somebody has a reason to think that something was plugged or pulled. */
  lookAgain(): void
  stop(): void
}

/** A driver makes its ports a little after the plug, and the rights on them come last. */
const looksAfterHint: readonly number[] = [50, 300, 1_000, 3_000]
/** Without any hint: where the system gives none, this is how long a plug may stay unseen. */
const sweepMs = 10_000

export interface LookoutOptions {
  readonly bus: Pick<Bus, 'attached' | 'onHint'>
  readonly clock: Clock
  readonly log: Log
  /** Whether something is missed, so that it is worth to look without a hint. */
  isMissing(): boolean
}

/** Looks on each hint, again a little later, and now and then while something is missing. A hint is never believed. */
export function keepLookout({ bus, clock, log, isMissing }: LookoutOptions): Lookout {
  const listeners = new Set<() => void>()
  let attached: readonly Attached[] = []
  let looks: Timer[] = []
  let reminders: Timer[] = []
  let sweep: Timer
  let looking: Promise<void> | undefined
  let lookOnceMore = false
  let stopped = false

  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const lookOnce = async () => {
    try {
      const seen = await bus.attached()
      if (stopped || isDeepStrictEqual(seen, attached)) return
      attached = seen
      tell()
    } catch (error) {
      log.warn('cannot see what is plugged in', { code: isDeskError(error) ? error.code : 'DB-DEV-007' })
    }
  }
  const look = async () => {
    lookOnceMore = true
    looking ??= (async () => {
      while (lookOnceMore && !stopped) {
        lookOnceMore = false
        await lookOnce()
      }
      looking = undefined
    })()
    await looking
  }
  const lookAgain = () => {
    if (stopped) return
    for (const timer of looks) timer.cancel()
    looks = looksAfterHint.map((ms) => clock.after(ms, look))
  }
  // A device at a path that the site named is seen by no look, and comes as late as all others.
  const remind = () => {
    for (const timer of reminders) timer.cancel()
    reminders = looksAfterHint.map((ms) => clock.after(ms, tell))
    tell()
  }
  const sweepLater = () => {
    sweep = clock.after(sweepMs, () => {
      if (isMissing()) void look()
      sweepLater()
    })
  }

  void look()
  sweepLater()
  const stopHints = bus.onHint(() => {
    lookAgain()
    remind()
  })
  return {
    attached: () => attached,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lookAgain,
    stop() {
      stopped = true
      stopHints()
      sweep.cancel()
      for (const timer of [...looks, ...reminders]) timer.cancel()
    },
  }
}
