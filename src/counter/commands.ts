import type { CounterCommand } from '../contract/index.ts'
import { arm, closeWindow, press } from './rating.ts'
import { dropPending, findPending } from './requests.ts'
import { endService, handOver, type Outcome } from './services.ts'
import { showTicket } from './show.ts'
import { currentService, findService, type Officer, type Pending, runningService, type Service } from './state.ts'
import { accomplish, change, notify, put, record, refuse, type Turn } from './turn.ts'

/** The centre wants something, or answers a request; an answer to a request that was given up comes too late. */
export function command(turn: Turn, wanted: CounterCommand): Turn {
  if (wanted.inReplyTo === undefined) return obey(turn, wanted)
  const answered = findPending(turn, wanted.inReplyTo)
  return answered ? obey(dropPending(turn, answered), wanted, answered) : refuse(turn, wanted, 'late')
}

function obey(turn: Turn, wanted: CounterCommand, answered?: Pending): Turn {
  switch (wanted.name) {
    case 'counter.show':
      return accomplish(show(turn, wanted, answered), wanted)
    case 'rating.open':
      return openRating(turn, wanted)
    case 'rating.press':
      return accomplish(pressOnPage(turn, wanted), wanted)
    case 'officer.notice':
      return accomplish(notify(turn, 'counter.notice.centre', { text: wanted.args.text }), wanted)
    case 'display.text':
      return accomplish(displayText(turn, wanted), wanted)
    case 'officer.set':
      return accomplish(setOfficer(turn, wanted), wanted)
    case 'request.refuse':
      return accomplish(notify(turn, 'counter.notice.refused', { reason: wanted.args.reason }), wanted)
  }
}

type CommandOf<N extends CounterCommand['name']> = Extract<CounterCommand, { name: N }>

function show(turn: Turn, { args: { ticket, notice } }: CommandOf<'counter.show'>, answered?: Pending): Turn {
  const shown = answered && isOver(turn, answered, ticket) ? turn : showTicket(letGo(turn, answered, ticket), ticket)
  return notice === 'queue-empty' ? notify(shown, 'counter.notice.queue-empty') : shown
}

/** The answer to a press before the finish still names the finished ticket: it must not come back. */
function isOver({ state }: Turn, { service }: Pending, ticket: string | null): boolean {
  const about = findService(state, service)
  return about?.phase === 'ended' && about.ticket === ticket
}

const outcomes: { readonly [action in Pending['action']]?: Outcome } = {
  skip: 'skipped',
  hold: 'held',
  transfer: 'transferred',
}

/** The centre lets a person go who was skipped, held or transferred; nobody is asked for a rating. */
function letGo(turn: Turn, answered: Pending | undefined, ticket: string | null): Turn {
  const outcome = answered && outcomes[answered.action]
  const service = answered && findService(turn.state, answered.service)
  return outcome && service?.phase === 'running' && service.ticket !== ticket
    ? endService(turn, service, outcome)
    : turn
}

function openRating(turn: Turn, wanted: CommandOf<'rating.open'>): Turn {
  const { service: named } = wanted.args
  const service = named === undefined ? currentService(turn.state) : findRatable(turn, named)
  if (!service) return refuse(turn, wanted, 'unknown-service')
  if (service.rated) return refuse(turn, wanted, 'already-rated')
  return accomplish(arm(turn, service), wanted)
}

/** Nobody is rated for a ticket that is only on show while another person is served: its service did not begin. */
function findRatable({ state }: Turn, id: string): Service | undefined {
  const service = findService(state, id)
  return service?.phase === 'called' && runningService(state) ? undefined : service
}

/** A page that shows somebody who can no longer be rated counts for nobody. */
function pressOnPage(turn: Turn, { args: { service, level } }: CommandOf<'rating.press'>): Turn {
  const isMeant = service === undefined || turn.state.window?.service === service
  return isMeant ? press(turn, { level, via: 'screen' }) : turn
}

function displayText(turn: Turn, { args: { lines } }: CommandOf<'display.text'>): Turn {
  return put(change(turn, { text: lines }), { kind: 'text', counter: turn.state.counter, lines })
}

/** Who sits here. A hand-over closes the rating window of the one before and takes a running service along. */
function setOfficer(turn: Turn, { args }: CommandOf<'officer.set'>): Turn {
  const before = turn.state.officer
  const after = args.officer === null ? null : { name: args.officer, proven: args.proven }
  if (before?.name === after?.name && before?.proven === after?.proven) return turn
  const parted = before?.name === after?.name ? turn : closeWindow(turn)
  const handed = handOver(change(parted, { officer: after }), after?.name ?? null)
  return record(handed, 'officer.changed', officerData(handed, before, args.proven))
}

function officerData({ state }: Turn, before: Officer | null, proven: boolean) {
  const running = runningService(state)
  return {
    ...(before ? { from: before.name } : {}),
    ...(state.officer ? { to: state.officer.name } : {}),
    proven,
    ...(running ? { service: running.id } : {}),
  }
}
