/** How many facts may be under way to the broker. A value: each event gives a new one. */
export interface Window {
  readonly limit: number
  readonly largest: number
  readonly inFlight: number
  /** Waits for the first acknowledgement, one fact at a time. */
  readonly probing: boolean
  /** The shortest round trip so far: the way itself, without queues. */
  readonly shortest: number
  readonly round: Round
}

/** Of the round trip under way: acknowledgements so far, how many of them while the window was full, and their trips. */
interface Round {
  readonly count: number
  readonly full: number
  readonly sum: number
  readonly fastest: number
}

const start = 32
/** Facts under way at most, whatever the broker allows. */
export const largestWindow = 1024
/** A way this short is not what limits. Facts may stand in a queue for a moment, since larger pieces cost fewer calls. */
const shortWay = { trip: 5, queue: 50, enough: 256 }
/** Windows below this are judged by the fastest trip of a round and not by the mean, which a restless way makes long. */
const small = 256
const newRound: Round = { count: 0, full: 0, sum: 0, fastest: Infinity }

/**
 * The window of a new session. After an abnormal end it is 1 until the first acknowledgement, so that a message which
 * makes the broker hang up is known for what it is.
 */
export function openWindow(largest: number, after: 'clean' | 'abnormal'): Window {
  const bound = Math.max(1, Math.min(largestWindow, largest))
  const probing = after === 'abnormal'
  return { limit: Math.min(start, bound), largest: bound, inFlight: 0, probing, shortest: Infinity, round: newRound }
}

/** How many more facts may be sent now. */
export function room(window: Window): number {
  return Math.max(0, (window.probing ? 1 : window.limit) - window.inFlight)
}

/** One more is under way. */
export function sent(window: Window): Window {
  return { ...window, inFlight: window.inFlight + 1 }
}

/** One was refused or given up: it is under way no more. */
export function settled(window: Window): Window {
  return { ...window, inFlight: window.inFlight - 1 }
}

/**
 * One was acknowledged after `trip` milliseconds. Once per round trip the window is looked at: one that was full grows
 * while facts come back about as fast as the way allows, and yields when they stand in a queue instead. Since a full
 * window gives limit ÷ trip facts per second, trips below 1.4 × the shortest keep it above 0.7 × limit ÷ the shortest.
 */
export function acknowledged(window: Window, trip: number): Window {
  // A backlog goes out in pieces, so between two of them it is not quite full.
  const wasFull = !window.probing && window.inFlight > window.limit * (3 / 4)
  const round = {
    count: window.round.count + 1,
    full: window.round.full + (wasFull ? 1 : 0),
    sum: window.round.sum + trip,
    fastest: Math.min(window.round.fastest, trip),
  }
  const next = {
    ...settled(window),
    probing: false,
    shortest: Math.min(window.shortest, trip),
    round,
  }
  return round.count < window.limit ? next : lookAtRound(next)
}

/** The broker asked for less: half the window, which grows again by itself. */
export function shrunk(window: Window): Window {
  return { ...window, limit: Math.max(1, Math.floor(window.limit / 2)), round: newRound }
}

/** One fact at a time until the next acknowledgement. */
export function probing(window: Window): Window {
  return { ...window, probing: true }
}

function lookAtRound(window: Window): Window {
  const { limit, largest, shortest, round } = window
  const to = (wanted: number): Window => ({ ...window, limit: Math.floor(wanted), round: newRound })
  if (limit < start) return to(Math.min(limit * 2, start, largest))
  const isShort = shortest <= shortWay.trip
  const trip = limit < small ? round.fastest : round.sum / round.count
  if (trip > (isShort ? shortWay.queue : Math.max(1.4 * shortest, shortest + shortWay.trip)))
    return to(Math.max(start, limit * (7 / 8)))
  const wasBound = round.full * 2 >= round.count
  if (!wasBound) return to(limit)
  if (isShort) return to(Math.max(limit, Math.min(limit * 2, shortWay.enough, largest)))
  if (trip > 1.25 * shortest) return to(limit)
  return to(Math.min(largest, trip <= 1.1 * shortest ? limit * 2 : limit * (9 / 8)))
}
