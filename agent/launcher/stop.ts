/** Set by a service host that stops programs by closing their standard input. */
const stopAtEndOfInput = 'DESKBRIDGE_STOP_WITH_INPUT'

/** Aborted when the service wants the launcher to stop. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (process.env[stopAtEndOfInput] !== undefined) {
    // It is the launcher's to hear; the program is told over the line.
    delete process.env[stopAtEndOfInput]
    process.stdin.on('end', stop).on('close', stop).on('error', stop).resume()
  }
  return controller.signal
}
