import type { CommandResult, CounterCommand, DeskInput, DeskOutput, FactDraft, Request } from '../contract/index.ts'
import type { Moment, Uuid } from '../core/index.ts'
import { call } from './calls.ts'
import { command } from './commands.ts'
import { changeDossiers, scanDossier } from './dossiers.ts'
import { settle, wakeAt } from './due.ts'
import { enterLate } from './late-entry.ts'
import { heedLine } from './line.ts'
import { signIn, signOut } from './officers.ts'
import { askForRating, press } from './rating.ts'
import { started } from './started.ts'
import type { CounterState } from './state.ts'
import type { Surroundings } from './surroundings.ts'
import { type Cause, startTurn, type Turn } from './turn.ts'

/** What can happen at a counter. `started` comes first after every start of the agent, `tick` when a wake-up is due. */
export type CounterInput =
  | DeskInput
  | { readonly kind: 'command'; readonly id: Uuid; readonly command: CounterCommand }
  | { readonly kind: 'tick'; readonly id: Uuid }
  | { readonly kind: 'started'; readonly id: Uuid }

/** What an input caused. Facts, state and results go to disk together; only then are requests and outputs performed. */
export interface CounterStep {
  readonly state: CounterState
  readonly facts: readonly FactDraft[]
  readonly requests: readonly Request[]
  readonly outputs: readonly DeskOutput[]
  readonly results: readonly CommandResult[]
  /** When the next `tick` is due, in monotonic milliseconds; null when nothing waits for time. */
  readonly wakeAt: number | null
}

/**
 * What an input means at a counter. Pure: the same state, input, moment and surroundings always give the same step, with
 * the same ids, so that a replay is recognised.
 */
export function step(state: CounterState, input: CounterInput, now: Moment, outside: Surroundings): CounterStep {
  const before = startTurn(state, causeOf(input), now, outside)
  // What was due before the input is done before it: a press after the end of a window does not count for it.
  const turn = input.kind === 'started' ? heedLine(started(before)) : handle(heedLine(settle(before)), input)
  const { facts, requests, outputs, results } = turn
  return { state: turn.state, facts, requests, outputs, results, wakeAt: wakeAt(turn) }
}

function handle(turn: Turn, input: Exclude<CounterInput, { kind: 'started' }>): Turn {
  switch (input.kind) {
    case 'call':
      return call(turn, input)
    case 'rating':
      return press(turn, input)
    case 'rating-open':
      return askForRating(turn, input.occasion)
    case 'scan':
      return scanDossier(turn, input.text)
    case 'dossier':
      return changeDossiers(turn, input.code, input.act)
    case 'sign-in':
      return signIn(turn, input)
    case 'sign-out':
      return signOut(turn, input)
    case 'late-entry':
      return enterLate(turn, input)
    case 'command':
      return command(turn, input.command)
    // Whoever stands before the counters takes cards away; one that came here all the same leaves no trace.
    case 'id-card':
    case 'tick':
      return turn
  }
}

function causeOf(input: CounterInput): Cause {
  const { id } = input
  return { id, source: sourceOf(input), ...('via' in input ? { via: input.via } : {}) }
}

function sourceOf(input: CounterInput): string {
  switch (input.kind) {
    case 'command':
      return input.command.name === 'rating.press' ? 'pad' : 'centre'
    case 'tick':
    case 'started':
      return 'counter'
    default:
      return input.source
  }
}
