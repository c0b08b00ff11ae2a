import type { Clock } from '../../core/index.ts'

/** Does something again and again, so many milliseconds apart, until stopped. */
export function repeat(clock: Clock, ms: number, action: () => void): { stop(): void } {
  const again = () => {
    action()
    timer = clock.after(ms, again)
  }
  let timer = clock.after(ms, again)
  return { stop: () => timer.cancel() }
}
