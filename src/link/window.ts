/** How many facts may be under way to the broker. A value: each event gives a new one. */
export interface Window {
  readonly limit: number
  readonly largest: number
  readonly inFlight: number
}

const start = 32
const largestEver = 1024
/** Slots of the broker's Receive Maximum that facts leave to requests and results. */
const reserved = 4
/** A round trip below which a larger window gains nothing. */
const shortTrip = 5

/**
 * The window of a new session. After an abnormal end it is 1 until the first acknowledgement, so that a message which
 * makes the broker hang up is known for what it is.
 */
export function openWindow(receiveMaximum: number, after: 'clean' | 'abnormal'): Window {
  const largest = Math.max(1, Math.min(largestEver, receiveMaximum - reserved))
  return { limit: after === 'abnormal' ? 1 : Math.min(start, largest), largest, inFlight: 0 }
}

/** How many more facts may be sent now. */
export function room(window: Window): number {
  return Math.max(0, window.limit - window.inFlight)
}

/** One more is under way. */
export function sent(window: Window): Window {
  return { ...window, inFlight: window.inFlight + 1 }
}

/** One was acknowledged after `trip` milliseconds. A window that was full over a long way grows by one for each, which doubles it every round trip. */
export function acknowledged(window: Window, trip: number): Window {
  const { limit, largest } = window
  const inFlight = window.inFlight - 1
  if (limit < start) return { ...window, limit: Math.min(start, largest), inFlight }
  const wasFull = window.inFlight >= limit
  return { ...window, limit: wasFull && trip > shortTrip ? Math.min(limit + 1, largest) : limit, inFlight }
}
