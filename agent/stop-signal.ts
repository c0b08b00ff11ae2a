const patience = 1_800

/**
 * Resolves at the first SIGINT or SIGTERM, and under a service host when standard input ends: Windows has no signals, and
 * elsewhere an ended input means nothing, as under systemd. If stopping tidily then takes too long the process ends itself: everything
 * accepted is on disk, so nothing is lost by that.
 */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false
    // Kept for good: npm sends the terminal's Ctrl-C once more, and an unheard signal would end the process untidily.
    const stop = () => {
      if (stopping) return
      stopping = true
      setTimeout(() => process.exit(process.exitCode ?? 0), patience).unref()
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    if (process.env.DESKBRIDGE_STOP_WITH_INPUT) process.stdin.once('close', stop).resume()
  })
}
