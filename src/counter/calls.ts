import { type Ignored, whyIgnored } from './possible.ts'
import { arm, closeWindow } from './rating.ts'
import { type Call, request } from './requests.ts'
import { beginService, endService } from './services.ts'
import { defaultSettings } from './settings.ts'
import { takeDown } from './show.ts'
import { calledService, currentService, findService, type Mode, runningService, type Service } from './state.ts'
import { change, notify, putSign, record, type Turn } from './turn.ts'

/** An officer pressed: the press is ignored, or it has its effect at the counter and goes to the centre. */
export function call(turn: Turn, pressed: Call): Turn {
  const listed = pressed.action === 'pause' ? withListedReason(turn, pressed) : pressed
  const ignored = whyIgnored(turn, listed)
  if (ignored) return ignore(turn, listed, ignored)
  const effect = act(request(turn, listed), listed)
  return pressed.reason && listed.reason !== pressed.reason
    ? notify(effect, 'counter.notice.pause-reason', { reason: listed.reason ?? '' })
    : effect
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
function act(turn: Turn, { action, reason = '', via }: Call): Turn {
  switch (action) {
    case 'next':
      return finishAll(turn)
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
      return turn
  }
}

/** Beginning with the person on show says that the one before is served. */
function begin(turn: Turn): Turn {
  const before = finishService(turn, runningService(turn.state))
  const called = calledService(before.state)
  return called ? beginService(before, called) : before
}

/** Finishing takes the number down, unless the centre already shows another one. */
function finish(turn: Turn): Turn {
  const service = currentService(turn.state)
  const finished = finishService(turn, service)
  return turn.state.shown?.service === service?.id ? putSign(takeDown(finished)) : finished
}

/** Calling the next says that everybody here is served. The number stays until the centre answers. */
function finishAll(turn: Turn): Turn {
  const before = finishService(turn, runningService(turn.state))
  return finishService(before, calledService(before.state))
}

/** A finished service asks for its rating. */
function finishService(turn: Turn, service: Service | undefined): Turn {
  if (!service) return turn
  const ended = endService(turn, service, 'finished')
  return arm(ended, findService(ended.state, service.id) ?? service)
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
