import { actAlone, decide } from './alone.ts'
import { depart, finish, finishAll } from './finish.ts'
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
  const listed = pressed.action === 'pause' ? withListedReason(turn, pressed) : pressed
  const ignored = whyIgnored(turn, listed)
  if (ignored) return ignore(turn, listed, ignored)
  const canAsk = turn.outside.centre === 'in-reach'
  const effect = act(canAsk ? request(turn, listed) : decide(turn, listed), listed)
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
function act(turn: Turn, { action, reason = '', to, via }: Call): Turn {
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
      return isAlone ? actAlone(turn, action, to) : turn
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
