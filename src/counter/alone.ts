import type { FactData } from '../contract/index.ts'
import { finishAll } from './finish.ts'
import { type Drawn, draw, nextInLine } from './line.ts'
import { countCall, park } from './parked.ts'
import { type Call, callArgs, remember } from './requests.ts'
import { endService, type Outcome } from './services.ts'
import { showTicket } from './show.ts'
import { currentService } from './state.ts'
import { notify, putSign, record, type Turn } from './turn.ts'

/** What the counter decides by itself only while the centre, whose decision it is, cannot be asked. */
export type LentAction = Extract<Call['action'], 'next' | 'recall' | 'skip' | 'hold' | 'transfer'>

/** An accepted press that no one is asked about: its fact, and the memory that it was accepted. */
export function decide(turn: Turn, call: Call): Turn {
  const { action, via } = call
  const drawn = action === 'next' ? nextInLine(turn.state, turn.outside) : undefined
  const data: FactData<'call.provisional'> = { action, ...callArgs(turn, call), ...drawn, via }
  return remember(record(turn, 'call.provisional', data), action)
}

/** Does what the centre would have answered. */
export function actAlone(turn: Turn, action: LentAction, { to, ticket }: Pick<Call, 'to' | 'ticket'> = {}): Turn {
  switch (action) {
    case 'next':
      return callNext(turn)
    case 'recall':
      return ticket === undefined ? putSign(turn) : showDrawn(turn, { ticket, line: 'waiting' })
    case 'skip':
      return sendAway(turn, 'skipped')
    case 'hold':
      return sendAway(park(turn, undefined), 'held')
    case 'transfer':
      return sendAway(to ? park(turn, to) : turn, 'transferred')
  }
}

function callNext(turn: Turn): Turn {
  const drawn = nextInLine(turn.state, turn.outside)
  const finished = finishAll(turn)
  if (drawn) return showDrawn(finished, drawn)
  return notify(showTicket(finished, null), 'counter.notice.line-empty')
}

function showDrawn(turn: Turn, drawn: Drawn): Turn {
  const shown = showTicket(countCall(draw(turn, drawn)), drawn.ticket, 'desk')
  return notify(shown, 'counter.notice.called-alone', { ticket: drawn.ticket })
}

/** The person goes with this outcome; one who was never served leaves no service. */
function sendAway(turn: Turn, outcome: Outcome): Turn {
  const service = currentService(turn.state)
  const gone = service?.phase === 'running' ? endService(turn, service, outcome) : turn
  return service?.id === turn.state.shown?.service ? showTicket(gone, null) : gone
}
