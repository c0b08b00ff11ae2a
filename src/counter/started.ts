import { closeWindow, putPad } from './rating.ts'
import { change, put, putSign, type Turn } from './turn.ts'
import { forget } from './unanswered.ts'

/**
 * The agent started: the rating window and the requests of the life before are over, and every device shows again what
 * is true, so that nothing stale is left on a display after a crash.
 */
export function started(turn: Turn): Turn {
  const { text } = turn.state
  const signed = putSign(closeWindow(change(turn, { accepted: {}, shown: rebased(turn) })))
  const worded = text
    ? put(change(signed, { text }), { kind: 'text', counter: turn.state.counter, lines: text })
    : signed
  return turn.state.pending.reduce((t, request) => forget(t, request), putPad(worded))
}

/** The wall time at which the ticket was shown is still true, the monotonic one is of another life. */
function rebased({ state: { shown }, now }: Turn): Turn['state']['shown'] {
  return shown && { ...shown, since: { ...shown.since, mono: now.mono - (now.wall - shown.since.wall) } }
}
