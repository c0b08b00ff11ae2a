import type {
  CommandResult,
  CounterCommand,
  CounterSign,
  DeskOutput,
  FactData,
  FactDraft,
  FactType,
  Request,
  Via,
} from '../contract/index.ts'
import { childId, type Moment, type TextArgs, type TextKey, type Uuid } from '../core/index.ts'
import type { CounterSettings } from './settings.ts'
import { type CounterState, signOf } from './state.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * One step in the making: the state so far and what it caused so far. It is never changed; every function of this room
 * takes a turn and returns the next.
 */
export interface Turn {
  readonly state: CounterState
  readonly now: Moment
  readonly settings: CounterSettings
  readonly outside: Omit<Surroundings, 'settings'>
  readonly cause: Cause
  readonly idsUsed: number
  readonly facts: readonly FactDraft[]
  readonly requests: readonly Request[]
  readonly outputs: readonly DeskOutput[]
  readonly results: readonly CommandResult[]
}

/** The input behind a turn: its id, from which all ids derive, the device, page or part it came from, and by which way. */
export interface Cause {
  readonly id: Uuid
  readonly source: string
  readonly via?: Via
}

/** The texts that tell an officer something. */
export type NoticeKey = Extract<TextKey, `counter.notice.${string}`>

/** A turn in which nothing happened yet. */
export function startTurn(
  state: CounterState,
  cause: Cause,
  now: Moment,
  { settings, ...outside }: Surroundings,
): Turn {
  return { state, cause, now, settings, outside, idsUsed: 0, facts: [], requests: [], outputs: [], results: [] }
}

/** Replaces parts of the state. */
export function change(turn: Turn, parts: Partial<CounterState>): Turn {
  return { ...turn, state: { ...turn.state, ...parts } }
}

/** The next id of this turn. */
export function takeId(turn: Turn): readonly [Uuid, Turn] {
  const idsUsed = turn.idsUsed + 1
  return [childId(turn.cause.id, idsUsed), { ...turn, idsUsed }]
}

/** Adds a fact: it happened now and came from the input, unless said otherwise. */
export function record<T extends FactType>(
  turn: Turn,
  type: T,
  data: FactData<T>,
  { at = turn.now, source = turn.cause.source }: { readonly at?: Moment; readonly source?: string } = {},
): Turn {
  const [id, next] = takeId(turn)
  // The compiler cannot follow that `type` and `data` stay a pair of the union.
  const fact = { id, type, counter: turn.state.counter, source, at, data } as unknown as FactDraft
  return { ...next, facts: [...next.facts, fact] }
}

/** Lets something happen at another moment than the input's, and not because of it. */
export function meanwhile(turn: Turn, at: Moment, happen: (turn: Turn) => Turn): Turn {
  const { now, cause } = turn
  return { ...happen({ ...turn, now: at, cause: { id: cause.id, source: 'counter' } }), now, cause }
}

/** Adds a request to the centre. */
export function send(turn: Turn, request: Request): Turn {
  return { ...turn, requests: [...turn.requests, request] }
}

/** Adds something for devices and pages to do. */
export function put(turn: Turn, output: DeskOutput): Turn {
  return { ...turn, outputs: [...turn.outputs, output] }
}

/** Tells the officer something. */
export function notify(turn: Turn, text: NoticeKey, args: TextArgs = {}): Turn {
  return put(turn, { kind: 'notice', counter: turn.state.counter, text, args })
}

/** Shows the public how the counter is; words that the centre had put there are gone with it. */
export function putSign(turn: Turn): Turn {
  const sign: CounterSign = signOf(turn.state)
  return put(change(turn, { text: null }), { kind: 'sign', counter: turn.state.counter, sign })
}

/** Tells the centre that a command had its effect. */
export function accomplish(turn: Turn, command: CounterCommand): Turn {
  return { ...turn, results: [...turn.results, { id: command.id, state: 'done' }] }
}

/** Tells the centre in one word why a command had no effect. */
export function refuse(turn: Turn, command: CounterCommand, error: Refusal): Turn {
  return { ...turn, results: [...turn.results, { id: command.id, state: 'refused', error }] }
}

/** Why a command had no effect. */
export type Refusal = 'late' | 'unknown-service' | 'already-rated'
