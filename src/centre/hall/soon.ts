import type { Clock, Timer } from '../../core/index.ts'

/** Work that many events ask for and that is done once for all of them. */
export interface Soon {
  ask(): void
  /** Waits for what is being done; nothing is done any more. */
  stop(): Promise<void>
}

/** Does `work` a little after it is asked for, and never twice at a time. It must not throw. */
export function soon(clock: Clock, gap: number, work: () => Promise<void>): Soon {
  let timer: Timer | undefined
  let running: Promise<void> | undefined
  let asked = false
  let stopped = false
  const run = async () => {
    timer = undefined
    asked = false
    running = work()
    await running
    running = undefined
    if (asked) schedule()
  }
  const schedule = () => {
    if (!stopped) timer ??= clock.after(gap, () => void run())
  }
  return {
    ask() {
      asked = true
      if (!running) schedule()
    },
    async stop() {
      stopped = true
      timer?.cancel()
      await running
    },
  }
}
