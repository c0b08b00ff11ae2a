/** A call that may be said aloud. */
export interface Call {
  readonly number: number
  readonly ticket: string
  readonly label: string
  /** By the centre's clock. */
  readonly at: number
}

/** What is being said and what comes next. */
export interface Announcements {
  /** null before the first picture: calls from before the display was there are nobody's concern any more. */
  readonly heard: readonly string[] | null
  readonly waiting: readonly Call[]
  readonly saying: Call | null
}

/** Silence. */
export const noAnnouncements: Announcements = { heard: null, waiting: [], saying: null }

/** A call that is older than this calls nobody: the citizen has seen the display, or has gone. */
const freshFor = 20_000
/** Calls that are remembered as heard, and that may wait; beyond it the oldest are left out. */
const mostHeard = 64
const mostWaiting = 12

/** The calls of a new picture, newest first. Each is said once; a ticket that is called again while it waits is said once. */
export function hear(state: Announcements, calls: readonly Call[], now: number): Announcements {
  const heard = state.heard
  const names = calls.map(nameOf)
  if (heard === null) return { ...state, heard: names }
  const fresh = calls.filter((call) => !heard.includes(nameOf(call)) && isFresh(call, now)).reverse()
  const waiting = [...state.waiting, ...fresh]
  return {
    ...state,
    heard: [...heard.filter((name) => !names.includes(name)), ...names].slice(-mostHeard),
    waiting: waiting
      .filter((call, index) => !waiting.slice(index + 1).some((later) => isSameCall(call, later)))
      .slice(-mostWaiting),
  }
}

/** Takes the next call that is still worth saying. While one is being said there is none. */
export function begin(state: Announcements, now: number): Announcements {
  if (state.saying !== null) return state
  const [saying = null, ...waiting] = state.waiting.filter((call) => isFresh(call, now))
  return { ...state, saying, waiting }
}

/** What was being said has been said. */
export function finish(state: Announcements): Announcements {
  return { ...state, saying: null }
}

function isFresh({ at }: Call, now: number): boolean {
  return now - at <= freshFor
}

/** Numbers begin anew with another life of the centre, times do not. */
function nameOf({ number, at }: Call): string {
  return `${number}@${at}`
}

function isSameCall(one: Call, other: Call): boolean {
  return one.ticket === other.ticket && one.label === other.label
}
