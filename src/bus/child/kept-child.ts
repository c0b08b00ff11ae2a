import type { Clock, Timer } from '../../core/index.ts'

/** What a family's child looks like to whoever keeps it. */
export interface Keepable {
  stop(): Promise<void>
}

export interface Keeping {
  /** Nothing needs the child any more. */
  onIdle(): void
  /** The process is gone. */
  onEnd(): void
}

/** A child process that runs only while one is wanted. */
export interface KeptChild<Child extends Keepable> {
  /** The child, started when there is none; it stays until it says that it is idle. */
  want(): Child
  current(): Child | undefined
  stop(): Promise<void>
}

/** An idle child is kept for a while, as a device that was pulled is often put back. */
const idleMs = 30_000

export function keptChild<Child extends Keepable>(clock: Clock, start: (keeping: Keeping) => Child): KeptChild<Child> {
  let current: Child | undefined
  let idle: Timer | undefined

  const stop = async () => {
    const child = current
    current = undefined
    idle?.cancel()
    await child?.stop()
  }
  const startOne = (): Child => {
    const child = start({
      onIdle() {
        idle?.cancel()
        if (child === current) idle = clock.after(idleMs, stop)
      },
      onEnd() {
        if (child !== current) return
        current = undefined
        idle?.cancel()
      },
    })
    return child
  }

  return {
    want() {
      idle?.cancel()
      current ??= startOne()
      return current
    },
    current: () => current,
    stop,
  }
}
