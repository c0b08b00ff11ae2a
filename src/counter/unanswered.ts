import type { Moment } from '../core/index.ts'
import { signInUnproven } from './officers.ts'
import { dropPending, giveUpCall } from './requests.ts'
import type { Pending, PendingSignIn } from './state.ts'
import { meanwhile, notify, record, type Turn } from './turn.ts'

/** Nobody answered in time. Somebody who wanted to sign in sits down all the same, and facts say that it is not proven. */
export function giveUp(turn: Turn, pending: Pending, at: Moment): Turn {
  if (pending.action !== 'sign-in') return giveUpCall(turn, pending, at)
  return meanwhile(turn, at, (then) => signInUnproven(withoutAnswer(then, pending), pending))
}

/** The agent stopped while a request waited. Nobody sits down for what they wanted in another life of the desk. */
export function forget(turn: Turn, pending: Pending): Turn {
  if (pending.action !== 'sign-in') return giveUpCall(turn, pending, turn.now)
  const { officer, via } = pending
  const denied = record(withoutAnswer(turn, pending), 'officer.denied', { officer, because: 'unanswered', via })
  return notify(denied, 'counter.notice.unanswered')
}

function withoutAnswer(turn: Turn, pending: PendingSignIn): Turn {
  const unanswered = { request: pending.id, name: 'officer.sign-in' }
  return record(dropPending(turn, pending), 'request.unanswered', unanswered, { source: 'counter' })
}
