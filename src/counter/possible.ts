import type { CallAction, FactData } from '../contract/index.ts'
import { heldTickets } from './line.ts'
import { type Call, isUnanswered, type Wanted } from './requests.ts'
import { type CounterState, currentService, type Mode, shownService } from './state.ts'
import type { NoticeKey, Turn } from './turn.ts'

/** Why a press has no effect, and what the officer is told; a bounce of the key is nothing to talk about. */
export type Ignored =
  | { readonly because: 'repeated' }
  | { readonly because: Exclude<FactData<'call.ignored'>['because'], 'repeated'>; readonly notice: NoticeKey }

/** Whether a press must be ignored. A request that differs from those before is never swallowed for being quick. */
export function whyIgnored(turn: Turn, call: Call): Ignored | undefined {
  const { state, now, settings } = turn
  const last = state.accepted[call.action]
  if (last !== undefined && now.mono - last < settings.doublePress) return { because: 'repeated' }
  if (isWaiting(state, call)) return { because: 'pending', notice: 'counter.notice.pending' }
  const notice = whyImpossible(state, call) ?? whyUnclear(turn, call)
  return notice && { because: 'not-possible', notice }
}

/** Why a key would do nothing if it were pressed now, for those who show keys. */
export function whyNot(state: CounterState, action: CallAction): NoticeKey | undefined {
  return isWaiting(state, { action }) ? 'counter.notice.pending' : whyImpossible(state, { action })
}

function isWaiting(state: CounterState, call: Wanted): boolean {
  return isUnanswered(state, call) && !isTakenBack(state.mode, call)
}

/** What the officer took back since, as a pause by opening, does not stand in the way of deciding it again. */
function isTakenBack(mode: Mode, call: Wanted): boolean {
  switch (call.action) {
    case 'open':
      return mode.state !== 'open'
    case 'pause':
      return !isPausedFor(mode, call.reason)
    case 'close':
      return mode.state !== 'closed'
    default:
      return false
  }
}

function isPausedFor(mode: Mode, reason: string | undefined): boolean {
  return mode.state === 'paused' && mode.reason === reason
}

/** What makes no sense now: a shut counter calls nobody, and most presses need somebody at the counter. */
function whyImpossible(state: CounterState, call: Wanted): NoticeKey | undefined {
  const { mode } = state
  if (mode.state === 'closed' && call.action !== 'open') return 'counter.notice.closed'
  switch (call.action) {
    case 'open':
      return mode.state === 'open' ? 'counter.notice.already-open' : undefined
    case 'close':
      return undefined
    case 'pause':
      return isPausedFor(mode, call.reason) ? 'counter.notice.already-paused' : undefined
    case 'next':
      return whyShut(state)
    case 'recall':
      return whyShut(state) ?? whyNoRecall(state, call)
    case 'begin':
      return whyShut(state) ?? whyNoBegin(state)
    case 'skip':
    case 'hold':
    case 'transfer':
    case 'finish':
      return currentService(state) ? undefined : 'counter.notice.no-ticket'
  }
}

/** Who comes back by number comes to a counter where nobody is: who is there goes by a word of the officer. */
function whyNoRecall(state: CounterState, { ticket }: Wanted): NoticeKey | undefined {
  if (ticket !== undefined) return currentService(state) ? 'counter.notice.somebody-here' : undefined
  return state.shown ? undefined : 'counter.notice.no-ticket'
}

/** What only an officer or the centre could know, and neither says. */
function whyUnclear({ state, outside }: Turn, { action, to, ticket }: Call): NoticeKey | undefined {
  if (action === 'transfer' && !to) return 'counter.notice.no-destination'
  if (ticket === undefined || outside.centre === 'in-reach') return undefined
  return heldTickets(state, outside).includes(ticket) ? undefined : 'counter.notice.not-held'
}

function whyShut({ mode }: CounterState): NoticeKey | undefined {
  return mode.state === 'paused' ? 'counter.notice.paused' : undefined
}

function whyNoBegin(state: CounterState): NoticeKey | undefined {
  switch (shownService(state)?.phase) {
    case 'called':
      return undefined
    case 'running':
      return 'counter.notice.already-begun'
    default:
      return 'counter.notice.no-ticket'
  }
}
