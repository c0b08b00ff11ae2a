import type { CallAction, CounterSign, NumberBlock, Occasion, Parting, Via } from '../contract/index.ts'
import type { Moment, Uuid } from '../core/index.ts'

/**
 * All that a counter remembers: plain JSON, bounded, written to disk with the facts of each step. Monotonic times in it
 * are valid only within one start of the agent; the input `started` rids the state of them.
 */
export interface CounterState {
  readonly version: 1
  readonly counter: string
  readonly mode: Mode
  readonly officer: Officer | null
  readonly shown: Shown | null
  /** Words that the centre put on the display, until the next number or text. */
  readonly text: readonly string[] | null
  /** The one being served, the one on show and those that ended lately; oldest first (see `services.ts`). */
  readonly services: readonly Service[]
  readonly window: RatingWindow | null
  /** Requests without an answer, oldest first (see `requests.ts`). */
  readonly pending: readonly Pending[]
  /** When each action was last accepted, in monotonic milliseconds. */
  readonly accepted: { readonly [A in CallAction]?: number }
  /** Tickets that were at this counter and that the centre's list of those who wait still names (see `line.ts`). */
  readonly taken: readonly string[]
  /** Whom this counter asked to wait nearby or sent on while the centre could not be asked (see `parked.ts`). */
  readonly parked: readonly Parked[]
  /** Which of those whom other counters sent here were called. */
  readonly received: readonly string[]
  /** The block of numbers that is this counter's alone, and how many of them were called, from the first. */
  readonly numbers: { readonly block: NumberBlock; readonly used: number } | null
  /** Blocks that were closed lately, oldest first: none of them is begun again. */
  readonly closedBlocks: readonly string[]
}

/** Whether the counter serves. */
export type Mode =
  | { readonly state: 'open' }
  | { readonly state: 'paused'; readonly reason: string }
  | { readonly state: 'closed' }

/** Who sits here; `proven` when the centre is sure of it. */
export interface Officer {
  readonly name: string
  readonly proven: boolean
}

/** The number at this counter. `service` is what serving it is called, begun or not. */
export interface Shown {
  readonly ticket: string
  readonly since: Moment
  readonly service: Uuid
}

/** The serving of one ticket: `called` while it is on show and nobody pressed begin, then `running`, then `ended`. */
export interface Service {
  readonly id: Uuid
  readonly phase: 'called' | 'running' | 'ended'
  readonly ticket: string
  readonly dossiers: readonly string[]
  readonly officer: string | null
  readonly rated: boolean
  /** The desk called it by itself. */
  readonly provisional: boolean
  /** Wall time at which its number was shown. */
  readonly since: number
}

/**
 * The time in which a press on the rating pad counts for one service. Times are monotonic milliseconds. Its officer is
 * the service's, who cannot change while it is open: a hand-over closes it.
 */
export interface RatingWindow {
  readonly service: Uuid
  readonly levels: number
  readonly scale: string
  /** What may be answered beside the main question. */
  readonly questions: readonly string[]
  /** What the citizen had just been given, where somebody said so. */
  readonly occasion: Occasion | null
  readonly armed: number
  /** Since when another ticket is shown. */
  readonly otherShown: number | null
  /** When somebody last pressed, whichever question it was. */
  readonly touched: number | null
  readonly touch: Touch | null
  /** The last press for each further question. */
  readonly answers: readonly Answer[]
}

/** The answer to one more question. */
export interface Answer {
  readonly question: string
  readonly level: number
}

/** The last press for the main question inside a window. */
export interface Touch {
  readonly level: number
  readonly via: Via
  readonly source: string
  readonly at: number
}

/** A request that waits for its answer. */
export type Pending = PendingCall | PendingSignIn

/** `service` is what it was about, unless it asked for another ticket. */
export interface PendingCall {
  readonly id: Uuid
  readonly action: CallAction
  readonly service: Uuid | null
  readonly deadline: number
}

/** Somebody wants to sit down and showed who it is. The proof itself is kept nowhere. */
export interface PendingSignIn {
  readonly id: Uuid
  readonly action: 'sign-in'
  readonly officer: string
  readonly running: Parting | null
  readonly via: Via
  readonly deadline: number
}

/**
 * Somebody whom an officer asked to wait nearby, or sent to another counter, while the centre could not be asked. It knows of
 * them by the facts; until it answers again the desk itself must know whose they are.
 */
export interface Parked {
  readonly id: string
  readonly ticket: string
  /** The counter that calls them, as the officer named it. */
  readonly to: string
  /** After how many further calls it is their turn. */
  readonly after: number
  /** Wall time of it: who was sent yesterday is not here. */
  readonly since: number
}

/** A counter that never served: open, so that a keypad without an open key works from the first press. */
export function initialState(counter: string): CounterState {
  return {
    version: 1,
    counter,
    mode: { state: 'open' },
    officer: null,
    shown: null,
    text: null,
    services: [],
    window: null,
    pending: [],
    accepted: {},
    taken: [],
    parked: [],
    received: [],
    numbers: null,
    closedBlocks: [],
  }
}

/** The service that is being served. */
export function runningService(state: CounterState): Service | undefined {
  return state.services.find((service) => service.phase === 'running')
}

/** The service of the person at the counter: the one being served, else the called one. */
export function currentService(state: CounterState): Service | undefined {
  return runningService(state) ?? calledService(state)
}

/** The service of a ticket that is on show and was not begun. */
export function calledService(state: CounterState): Service | undefined {
  return state.services.find((service) => service.phase === 'called')
}

/** A remembered service. */
export function findService(state: CounterState, id: string | null): Service | undefined {
  return state.services.find((service) => service.id === id)
}

/** The service of the number on show, begun or not, and over or not. */
export function shownService(state: CounterState): Service | undefined {
  return findService(state, state.shown?.service ?? null)
}

/** What the public reads at this counter. */
export function signOf(state: CounterState): CounterSign {
  const { mode, shown } = state
  if (mode.state !== 'open') return mode
  if (!shown) return { state: 'idle' }
  const called = shownService(state)?.provisional ? { provisional: true } : {}
  return { state: 'serving', ticket: shown.ticket, ...called }
}
