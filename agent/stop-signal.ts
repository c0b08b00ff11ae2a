const patience = 1_800

/**
 * Resolves at the first SIGINT or SIGTERM. If stopping tidily then takes too long the process ends itself: everything
 * accepted is on disk, so nothing is lost by that.
 */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      setTimeout(() => process.exit(process.exitCode ?? 0), patience).unref()
      resolve()
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}
