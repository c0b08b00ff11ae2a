import { actAlone, decide } from './alone.ts'
import { depart, finish, finishAll } from './finish.ts'
import { heldTickets } from './line.ts'
import { type Ignored, whyIgnored } from './possible.ts'
import { closeWindow } from './rating.ts'
import { type Call, request } from './requests.ts'
import { beginService, endService } from './services.ts'
import { defaultSettings } from './settings.ts'
import { takeDown } from './show.ts'
import { calledService, type Mode, runningService } from './state.ts'
import { change, notify, putSign, record, type Turn } from './turn.ts'

/** An officer pressed: the press is ignored, or it has its effect at the counter and the centre is asked, if it can be. */
export function call(turn: Turn, pressed: Call): Turn {
  const meant = whatIsMeant(turn, pressed)
  const ignored = whyIgnored(turn, meant)
  if (ignored) return ignore(turn, meant, ignored)
  const canAsk = turn.outside.centre === 'in-reach'
  const effect = act(canAsk ? request(turn, meant) : decide(turn, meant), meant)
  return pressed.reason && meant.reason !== pressed.reason
    ? notify(effect, 'counter.notice.pause-reason', { reason: meant.reason ?? '' })
    : effect
}

/** A key says less than a screen can: what it leaves open is as the site has decided. */
function whatIsMeant(turn: Turn, { ticket, ...pressed }: Call): Call {
  switch (pressed.action) {
    case 'pause':
      return withListedReason(turn, pressed)
    case 'transfer':
      return withDestination(turn, pressed)
    case 'recall':
      return { ...pressed, ...whomToRecall(turn, ticket) }
    default:
      return pressed
  }
}

function withDestination({ settings: { transfer } }: Turn, { to, ...pressed }: Call): Call {
  const place = to || transfer.to
  return place ? { ...pressed, to: place } : pressed
}

/** A number as somebody typed it; that of the number on show means an ordinary recall. */
function whomToRecall({ state, outside }: Turn, typed = ''): Pick<Call, 'ticket'> {
  const number = typed.trim()
  const isIt = (ticket: string) => ticket.toUpperCase() === number.toUpperCase()
  if (number === '' || (state.shown && isIt(state.shown.ticket))) return {}
  return { ticket: heldTickets(state, outside).find(isIt) ?? number }
}

function ignore(turn: Turn, { action, via }: Call, ignored: Ignored): Turn {
  const known = record(turn, 'call.ignored', { action, because: ignored.because, via })
  return ignored.because === 'repeated' ? known : notify(known, ignored.notice)
}

/** The public reads the reason, so it is one of the centre's. A press with another is not lost: it gets the first. */
function withListedReason({ settings: { pauseReasons } }: Turn, pressed: Call): Call {
  const isListed = pressed.reason !== undefined && pauseReasons.includes(pressed.reason)
  return isListed ? pressed : { ...pressed, reason: pauseReasons[0] ?? defaultSettings.pauseReasons[0] }
}

/** What a press does at once. Which ticket comes, and whether one may leave unserved, is for the centre to answer. */
function act(turn: Turn, pressed: Call): Turn {
  const { action, reason = '', via } = pressed
  const isAlone = turn.outside.centre === 'out-of-reach'
  switch (action) {
    case 'next':
      return isAlone ? actAlone(turn, action) : finishAll(turn)
    case 'begin':
      return begin(turn)
    case 'finish':
      return finish(turn)
    case 'open':
      return setMode(record(turn, 'counter.opened', { via }), { state: 'open' })
    case 'pause':
      return setMode(record(closeWindow(turn), 'counter.paused', { reason, via }), { state: 'paused', reason })
    case 'close':
      return setMode(record(leave(turn), 'counter.closed', { via }), { state: 'closed' })
    case 'recall':
    case 'skip':
    case 'hold':
    case 'transfer':
      return isAlone ? actAlone(turn, action, pressed) : turn
  }
}

/** Beginning with the person on show says that the one before is served. */
function begin(turn: Turn): Turn {
  const before = depart(turn, runningService(turn.state))
  const called = calledService(before.state)
  return called ? beginService(before, called) : before
}

/** The officer leaves: nobody is served any more, and no number is left behind. */
function leave(turn: Turn): Turn {
  const closed = closeWindow(turn)
  const running = runningService(closed.state)
  return takeDown(running ? endService(closed, running, 'closed') : closed)
}

function setMode(turn: Turn, mode: Mode): Turn {
  return putSign(change(turn, { mode }))
}
