import type { CounterCommand } from '../contract/index.ts'
import { putBack } from './line.ts'
import { seat, signInAnswered, signInRefused } from './officers.ts'
import { leaveToCentre } from './parked.ts'
import { arm, press, pressForNobody } from './rating.ts'
import { dropPending, findPending } from './requests.ts'
import { endService, outcomeOf } from './services.ts'
import { showTicket } from './show.ts'
import { currentService, findService, type Pending, type PendingCall, runningService, type Service } from './state.ts'
import { accomplish, change, notify, put, refuse, type Turn } from './turn.ts'

/** The centre wants something, or answers a request; an answer to a request that was given up comes too late. */
export function command(turn: Turn, wanted: CounterCommand): Turn {
  if (wanted.inReplyTo === undefined) return obey(turn, wanted)
  const answered = findPending(turn, wanted.inReplyTo)
  return answered ? obey(leaveToCentre(dropPending(turn, answered)), wanted, answered) : refuse(turn, wanted, 'late')
}

function obey(turn: Turn, wanted: CounterCommand, answered?: Pending): Turn {
  switch (wanted.name) {
    case 'counter.show':
      return accomplish(show(turn, wanted, answered?.action === 'sign-in' ? undefined : answered), wanted)
    case 'rating.open':
      return openRating(turn, wanted)
    case 'rating.press':
      return accomplish(pressOnPage(turn, wanted), wanted)
    case 'officer.notice':
      return accomplish(notify(turn, 'counter.notice.centre', { text: wanted.args.text }), wanted)
    case 'display.text':
      return accomplish(displayText(turn, wanted), wanted)
    case 'officer.set':
      return accomplish(setOfficer(turn, wanted, answered), wanted)
    case 'request.refuse':
      return accomplish(takeNo(turn, wanted, answered), wanted)
  }
}

type CommandOf<N extends CounterCommand['name']> = Extract<CounterCommand, { name: N }>

function show(turn: Turn, { args: { ticket, notice } }: CommandOf<'counter.show'>, answered?: PendingCall): Turn {
  const gone = answered && isOver(turn, answered, ticket) ? turn : letGo(turn, answered, ticket)
  const shown = answered && isOvertaken(turn, answered, ticket) ? gone : showTicket(gone, ticket)
  return notice === 'queue-empty' ? notify(shown, 'counter.notice.queue-empty') : shown
}

/** The answer to a press before the finish still names the finished ticket: it must not come back. */
function isOver({ state }: Turn, { service }: PendingCall, ticket: string | null): boolean {
  const about = findService(state, service)
  return about?.phase === 'ended' && about.ticket === ticket
}

/** What the answer is about has gone: it neither brings a finished number back nor takes down the one that came since. */
function isOvertaken(turn: Turn, answered: PendingCall, ticket: string | null): boolean {
  const { shown } = turn.state
  const isAnother = shown !== null && answered.service !== null && shown.service !== answered.service
  return isOver(turn, answered, ticket) || (ticket === null && isAnother)
}

/** The centre lets a person go who was skipped, held or transferred; nobody is asked for a rating. */
function letGo(turn: Turn, answered: PendingCall | undefined, ticket: string | null): Turn {
  const outcome = answered && outcomeOf(answered.action)
  const service = answered && findService(turn.state, answered.service)
  if (!outcome || !service || service.ticket === ticket) return turn
  const back = outcome === 'held' ? putBack(turn, service.ticket) : turn
  return service.phase === 'running' ? endService(back, service, outcome) : back
}

function openRating(turn: Turn, wanted: CommandOf<'rating.open'>): Turn {
  const { service: named, occasion = null } = wanted.args
  const service = named === undefined ? currentService(turn.state) : findRatable(turn, named)
  if (!service) return refuse(turn, wanted, 'unknown-service')
  if (service.rated) return refuse(turn, wanted, 'already-rated')
  return accomplish(arm(turn, service, occasion), wanted)
}

/** Nobody is rated for a ticket that is only on show while another person is served: its service did not begin. */
function findRatable({ state }: Turn, id: string): Service | undefined {
  const service = findService(state, id)
  return service?.phase === 'called' && runningService(state) ? undefined : service
}

/** A page that shows somebody who can no longer be rated counts for nobody. */
function pressOnPage(turn: Turn, { args: { service, ...pressed } }: CommandOf<'rating.press'>): Turn {
  if (service === undefined || turn.state.window?.service === service) return press(turn, { ...pressed, via: 'screen' })
  const isRated = findService(turn.state, service)?.rated === true
  return pressForNobody(turn, { ...pressed, via: 'screen' }, isRated ? 'already-rated' : 'no-window')
}

function displayText(turn: Turn, { args: { lines } }: CommandOf<'display.text'>): Turn {
  return put(change(turn, { text: lines }), { kind: 'text', counter: turn.state.counter, lines })
}

/** Who sits here, by the word of the centre. */
function setOfficer(turn: Turn, { args: { officer, proven } }: CommandOf<'officer.set'>, answered?: Pending): Turn {
  if (answered?.action !== 'sign-in') return seat(turn, { officer, proven, running: null })
  return signInAnswered(turn, answered, officer === null ? null : { name: officer, proven })
}

function takeNo(turn: Turn, { args: { reason } }: CommandOf<'request.refuse'>, answered?: Pending): Turn {
  return answered?.action === 'sign-in'
    ? signInRefused(turn, answered, reason)
    : notify(turn, 'counter.notice.refused', { reason })
}
