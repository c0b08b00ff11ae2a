import { type CallAction, type DeskInput, type FactData, formatTime, type Request } from '../contract/index.ts'
import type { Moment } from '../core/index.ts'
import {
  type CounterState,
  currentService,
  type Pending,
  type PendingCall,
  type Service,
  shownService,
} from './state.ts'
import { change, type NoticeKey, notify, record, send, type Turn, takeId } from './turn.ts'

/** A press of a call key, whichever key it was. */
export type Call = Extract<DeskInput, { kind: 'call' }>

/** More requests than this cannot wait; the oldest is given up early. */
const maxPending = 16

/** What the counter does itself, whether the centre answers or not. */
const ownDecisions: readonly CallAction[] = ['begin', 'finish', 'pause', 'open', 'close']
/** What is about a ticket at this counter; the others ask for another ticket or are about the counter. */
const aboutTicket: readonly CallAction[] = ['recall', 'begin', 'skip', 'hold', 'transfer', 'finish']

/** An accepted press: its fact, its request to the centre, and the memory that it waits for an answer. */
export function request(turn: Turn, call: Call): Turn {
  const { action, via } = call
  const args = callArgs(turn, call)
  const [id, withId] = takeId(makeRoom(turn))
  const asked = record(withId, 'call.requested', { action, request: id, ...args, via })
  const sent = send(asked, requestMessage(turn, { id, name: `call.${action}`, args }))
  const service = bringsSomebody(call) ? null : (subject(turn.state, action)?.id ?? null)
  const pending = { id, action, service, deadline: turn.now.mono + turn.settings.requestTimeout }
  return remember(change(sent, { pending: [...sent.state.pending, pending] }), action)
}

/** A press was accepted: the same one again soon is a double press. */
export function remember(turn: Turn, action: CallAction): Turn {
  return change(turn, { accepted: { ...turn.state.accepted, [action]: turn.now.mono } })
}

/**
 * Whether the same is asked already and waits: the same action, about the same person where it is about one. Of those that
 * bring somebody only one can wait: two answers would bring two people.
 */
export function isUnanswered(state: CounterState, call: Wanted): boolean {
  if (bringsSomebody(call)) return state.pending.some(bringsOne)
  const { action } = call
  const about = aboutTicket.includes(action) ? subject(state, action) : undefined
  return state.pending.some(
    (pending) => pending.action !== 'sign-in' && pending.action === action && (!about || pending.service === about.id),
  )
}

/** What tells one press from another before it is one. */
export type Wanted = Pick<Call, 'action' | 'reason' | 'ticket'>

/** Whether a press asks for somebody who is not here: the next, or somebody who waits nearby, by number. */
export function bringsSomebody({ action, ticket }: Wanted): boolean {
  return action === 'next' || (action === 'recall' && ticket !== undefined)
}

/** The request that a command answers, if it still waits. */
export function findPending(turn: Turn, inReplyTo: string): Pending | undefined {
  return turn.state.pending.find(({ id }) => id === inReplyTo)
}

/** A request waits no longer. */
export function dropPending(turn: Turn, { id }: Pending): Turn {
  return change(turn, { pending: turn.state.pending.filter((pending) => pending.id !== id) })
}

/** Nobody answered a press in time: the officer learns whether to press again. */
export function giveUpCall(turn: Turn, pending: PendingCall, at: Moment): Turn {
  const { id, action } = pending
  const unanswered: FactData<'request.unanswered'> = { request: id, name: `call.${action}` }
  const text: NoticeKey = ownDecisions.includes(action)
    ? 'counter.notice.unanswered-recorded'
    : 'counter.notice.unanswered'
  return notify(record(dropPending(turn, pending), 'request.unanswered', unanswered, { at, source: 'counter' }), text)
}

/** A message to the centre that is wanted as long as an answer is waited for. */
export function requestMessage(
  { state, now, settings }: Turn,
  { id, name, args }: Pick<Request, 'id' | 'name' | 'args'>,
): Request {
  return {
    id,
    name,
    counter: state.counter,
    args,
    madeAt: formatTime(now.wall),
    notAfter: formatTime(now.wall + settings.requestTimeout),
    clock: now.quality,
  }
}

/** What a press is about, as requests and facts say it. */
export function callArgs(
  { state }: Turn,
  { action, ticket: named, to, reason }: Call,
): Pick<FactData<'call.provisional'>, 'ticket' | 'to' | 'reason'> {
  const ticket = named ?? subject(state, action)?.ticket
  return {
    ...(aboutTicket.includes(action) && ticket !== undefined ? { ticket } : {}),
    ...(to ? { to: fitting(to) } : {}),
    ...(reason ? { reason: fitting(reason) } : {}),
  }
}

/** Whom a press is about: recall and begin are for the number on show, all else for the person at the counter. */
function subject(state: CounterState, action: CallAction): Service | undefined {
  const shown = shownService(state)
  return action === 'recall' || action === 'begin' ? shown : (currentService(state) ?? shown)
}

/** A recall that is about nobody at the counter is by number. */
function bringsOne(pending: Pending): boolean {
  return pending.action === 'next' || (pending.action === 'recall' && pending.service === null)
}

function makeRoom(turn: Turn): Turn {
  const calls = turn.state.pending.filter((pending) => pending.action !== 'sign-in')
  const [oldest] = calls
  return oldest && calls.length >= maxPending ? giveUpCall(turn, oldest, turn.now) : turn
}

/** A text as long as facts and requests allow. */
function fitting(text: string): string {
  return text.slice(0, 200).toWellFormed()
}
