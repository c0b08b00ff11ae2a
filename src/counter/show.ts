import { graceRuns } from './rating.ts'
import { callService, forgetCalled } from './services.ts'
import { findService, runningService } from './state.ts'
import { change, putSign, record, type Turn, takeId } from './turn.ts'

/** The number at this counter becomes another one, or none. The same number again, as after a recall, only shows. */
export function showTicket(turn: Turn, ticket: string | null): Turn {
  if (isOnShow(turn, ticket)) return putSign(turn)
  return putSign(ticket === null ? takeDown(turn) : putUp(forgetCalled(turn), ticket))
}

/** No number at this counter. */
export function takeDown(turn: Turn): Turn {
  if (turn.state.shown === null) return turn
  const forgotten = forgetCalled(turn)
  return record(change(forgotten, { shown: null }), 'ticket.shown', { ticket: null })
}

/** A number whose service is over is on show only until the next answer: called again, it is a new visit. */
function isOnShow({ state }: Turn, ticket: string | null): boolean {
  if (state.shown?.ticket !== ticket) return ticket === null && state.shown === null
  return findService(state, state.shown.service)?.phase !== 'ended'
}

function putUp(turn: Turn, ticket: string): Turn {
  const running = runningService(turn.state)
  const [id, next] = takeId(turn)
  const service = running?.ticket === ticket ? running.id : id
  const shown = record(change(next, { shown: { ticket, since: turn.now, service } }), 'ticket.shown', { ticket })
  return graceRuns(service === id ? callService(shown, id, ticket) : shown)
}
