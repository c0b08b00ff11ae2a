import type { Clock, Log, Timer } from '../../core/index.ts'
import type { Attached } from '../attached.ts'
import { keptChild } from '../child/kept-child.ts'
import type { Wire } from '../wire.ts'
import { type HidAddress, HidChild } from './hid-child.ts'

/** All HID devices of the desk, and the hints of USB. Their child process runs only while one is wanted. */
export interface HidDevices {
  open(address: HidAddress, signal: AbortSignal): Promise<Wire>
  /** The collections that hidapi knows. */
  list(): Promise<readonly Attached[]>
  /** Tells when something is plugged in or pulled, until the returned function is called. */
  onHint(listener: () => void): () => void
  pid(): number | undefined
  stop(): Promise<void>
}

/** A child that ends while hints are wanted is started again after this, and at once when a device is opened. */
const watchAgainMs = 10_000

export function hidDevices({ clock, log }: { readonly clock: Clock; readonly log: Log }): HidDevices {
  const listeners = new Set<{ readonly tell: () => void }>()
  let again: Timer | undefined

  const onHint = () => {
    for (const { tell } of listeners) tell()
  }
  const kept = keptChild(clock, (keeping) => {
    const child = new HidChild({
      clock,
      log,
      onHint,
      onIdle() {
        if (listeners.size === 0) keeping.onIdle()
      },
      onEnd() {
        keeping.onEnd()
        watchLater()
      },
    })
    return child
  })
  const watch = () => {
    if (listeners.size > 0) kept.want().watch()
  }
  const watchLater = () => {
    again?.cancel()
    if (listeners.size === 0) return
    again = clock.after(watchAgainMs, () => {
      watch()
      // What was plugged in meanwhile gave no hint.
      onHint()
    })
  }
  const want = () => {
    const child = kept.want()
    if (listeners.size > 0) child.watch()
    return child
  }

  return {
    open: async (address, signal) => want().open(address, signal),
    list: () => want().list(),
    onHint(tell) {
      const listener = { tell }
      listeners.add(listener)
      watch()
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) kept.current()?.lookIdle()
      }
    },
    pid: () => kept.current()?.pid,
    async stop() {
      listeners.clear()
      again?.cancel()
      await kept.stop()
    },
  }
}
