import type { Moment } from '../core/index.ts'
import { closeWindow, windowDeadline } from './rating.ts'
import type { Turn } from './turn.ts'
import { giveUp } from './unanswered.ts'

/** Does what time has brought, in its order. Facts carry the time of their deadline, however late the turn comes. */
export function settle(turn: Turn): Turn {
  const due = nextDue(turn)
  return due && due.at <= turn.now.mono ? settle(due.happen(turn, momentAt(turn.now, due.at))) : turn
}

/** When the counter wants to be woken, in monotonic milliseconds. */
export function wakeAt(turn: Turn): number | null {
  return nextDue(turn)?.at ?? null
}

interface Due {
  readonly at: number
  readonly happen: (turn: Turn, at: Moment) => Turn
}

function nextDue({ state: { pending, window }, settings }: Turn): Due | undefined {
  const dues: Due[] = pending.map((request) => ({
    at: request.deadline,
    happen: (turn, at) => giveUp(turn, request, at),
  }))
  if (window) dues.push({ at: windowDeadline(window, settings.rating), happen: closeWindow })
  return dues.toSorted((a, b) => a.at - b.at)[0]
}

/** An instant of this start of the agent, told by the present one. */
function momentAt(now: Moment, mono: number): Moment {
  return { wall: Math.round(now.wall - (now.mono - mono)), mono, quality: now.quality }
}
