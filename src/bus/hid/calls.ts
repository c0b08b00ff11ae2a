/** Calls into the system that have not come back. */
export interface Calls {
  /** Keeps a call in mind until it comes back, however it ends. */
  keep<T>(call: Promise<T>): Promise<T>
  /** Resolves when those that are out now have come back. */
  settled(): Promise<void>
}

/**
 * On Linux a report on its way holds a lock of all hidraw devices, for 5 s when the device hangs. Opening or closing
 * any of them waits for that lock, and all reports that come later wait behind: a hung device would then take the
 * others with it. So nothing is opened or closed before the reports that are out have come back.
 */
export function callsOut(): Calls {
  const out = new Set<Promise<unknown>>()
  return {
    keep(call) {
      const kept: Promise<unknown> = call.then(
        () => out.delete(kept),
        () => out.delete(kept),
      )
      out.add(kept)
      return call
    },
    async settled() {
      await Promise.all(out)
    },
  }
}
