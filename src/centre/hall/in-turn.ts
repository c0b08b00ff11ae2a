/** Runs work one after the other for each name, and for different names at the same time. */
export function createTurns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const done = (last.get(name) ?? Promise.resolve()).then(work)
    const settled = done
      .catch(() => undefined)
      .then(() => {
        // Who was last leaves nothing behind.
        if (last.get(name) === settled) last.delete(name)
      })
    last.set(name, settled)
    return done
  }
}
