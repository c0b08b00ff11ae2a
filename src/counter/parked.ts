import { type CounterState, currentService, type Parked } from './state.ts'
import type { Surroundings } from './surroundings.ts'
import { change, type Turn, takeId } from './turn.ts'

/** After so many others a citizen who was asked to wait nearby is called again, as the reference centre has it. */
const heldFor = 3
const longest = 12 * 3_600_000
/** So many bytes of JSON are kept; whoever does not fit waits for the centre. */
const maxParkedBytes = 1_500
/** So many are remembered as taken over from other counters; when it is full nobody is, or they would be called twice. */
const maxReceived = 20

/** The person at the counter waits nearby, or for the counter that the officer named. */
export function park(turn: Turn, to: string | undefined): Turn {
  const ticket = currentService(turn.state)?.ticket ?? turn.state.shown?.ticket
  if (ticket === undefined) return turn
  const [id, next] = takeId(turn)
  const own = turn.state.counter
  const one: Parked = { id, ticket, to: to ?? own, after: to === undefined ? heldFor : 0, since: turn.now.wall }
  const parked = [...turn.state.parked.filter((other) => other.ticket !== ticket), one]
  return Buffer.byteLength(JSON.stringify(parked)) > maxParkedBytes ? turn : change(next, { parked })
}

/** Who waits here by the word of an officer of this desk, whose turn it is first at the front. */
export function parkedHere(state: CounterState, outside: Pick<Surroundings, 'parked'>): readonly Parked[] {
  const isFull = state.received.length >= maxReceived
  const sent = isFull ? [] : outside.parked.filter(({ id }) => !state.received.includes(id))
  return [...sent, ...heldHere(state)].toSorted((a, b) => a.after - b.after)
}

/** Whom an officer of this counter itself asked to wait nearby. */
export function heldHere({ counter, parked }: CounterState): readonly Parked[] {
  return parked.filter(({ to }) => to === counter)
}

/** A ticket is on show here, whoever called it. */
export function takeOver(turn: Turn, ticket: string): Turn {
  const { state, outside } = turn
  const parked = state.parked.filter((one) => one.ticket !== ticket)
  const received = outside.parked.filter((one) => one.ticket === ticket).map(({ id }) => id)
  if (parked.length === state.parked.length && received.length === 0) return turn
  return change(turn, { parked, received: [...new Set([...state.received, ...received])] })
}

/** The counter has called somebody by itself. */
export function countCall(turn: Turn): Turn {
  const parked = turn.state.parked.map((one) => ({ ...one, after: Math.max(0, one.after - 1) }))
  return parked.length === 0 ? turn : change(turn, { parked })
}

/** The centre has answered: who was sent to another counter is its business now. Who was held comes back here in any case. */
export function leaveToCentre(turn: Turn): Turn {
  const held = heldHere(turn.state)
  return held.length === turn.state.parked.length ? turn : change(turn, { parked: held })
}

/** Forgets whom nobody waits for any more. */
export function heedParked(turn: Turn): Turn {
  const { state, outside, now } = turn
  const parked = state.parked.filter(({ since }) => now.wall - since < longest)
  const known = new Set(outside.parked.map(({ id }) => id))
  const received = state.received.filter((id) => known.has(id))
  const isSame = parked.length === state.parked.length && received.length === state.received.length
  return isSame ? turn : change(turn, { parked, received })
}
