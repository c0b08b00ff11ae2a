import { takeOver } from './parked.ts'
import { graceRuns } from './rating.ts'
import { callService, forgetCalled } from './services.ts'
import { runningService, shownService } from './state.ts'
import { change, putSign, record, type Turn, takeId } from './turn.ts'

/** Who decided which ticket is called; what the desk calls by itself is provisional. */
export type Caller = 'centre' | 'desk'

/** The number at this counter becomes another one, or none. The same number again, as after a recall, only shows. */
export function showTicket(turn: Turn, ticket: string | null, by: Caller = 'centre'): Turn {
  if (isOnShow(turn, ticket)) return putSign(turn)
  return putSign(ticket === null ? takeDown(turn) : putUp(forgetCalled(turn), ticket, by))
}

/** No number at this counter. */
export function takeDown(turn: Turn): Turn {
  if (turn.state.shown === null) return turn
  const forgotten = forgetCalled(turn)
  return record(change(forgotten, { shown: null }), 'ticket.shown', { ticket: null })
}

/** A number whose service is over, or was sent away, is on show only until the next answer: called again, it is a new visit. */
function isOnShow({ state }: Turn, ticket: string | null): boolean {
  if (state.shown?.ticket !== ticket) return ticket === null && state.shown === null
  const service = shownService(state)
  return service !== undefined && service.phase !== 'ended'
}

function putUp(turn: Turn, ticket: string, by: Caller): Turn {
  const running = runningService(turn.state)
  const [id, next] = takeId(turn)
  const service = running?.ticket === ticket ? running : { id, ticket, provisional: by === 'desk' }
  const data = { ticket, ...(service.provisional ? { provisional: true } : {}) }
  const shown = change(next, { shown: { ticket, since: turn.now, service: service.id } })
  const told = takeOver(record(shown, 'ticket.shown', data), ticket)
  return graceRuns(service === running ? told : callService(told, service))
}
