import type { DeskInput, FactData } from '../contract/index.ts'
import type { Moment } from '../core/index.ts'
import { beginImplied, markRated, serviceData } from './services.ts'
import type { RatingSettings } from './settings.ts'
import { currentService, findService, type RatingWindow, type Service } from './state.ts'
import { change, notify, put, record, type Turn } from './turn.ts'

/** A press on a rating pad. */
export type RatingPress = Pick<Extract<DeskInput, { kind: 'rating' }>, 'level' | 'via'>

/** Opens the window of a service. A rated service arms nothing; arming the open window again restarts its patience. */
export function arm(turn: Turn, service: Service): Turn {
  if (service.rated) return turn
  const { window } = turn.state
  if (window?.service === service.id) return putPad(change(turn, { window: { ...window, armed: turn.now.mono } }))
  const begun = beginImplied(closeWindow(turn), service)
  return putPad(graceRuns(change(begun, { window: newWindow(turn, service) })))
}

/** The window closes: with the last touch as the rating of its service, or with none. */
export function closeWindow(turn: Turn, at: Moment = turn.now): Turn {
  const { window } = turn.state
  const service = window && findService(turn.state, window.service)
  return window && service ? putPad(change(conclude(turn, { window, service, at }), { window: null })) : turn
}

/** A press counts for the service of the open window, else for nobody. */
export function press(turn: Turn, { level, via }: RatingPress): Turn {
  const { window } = turn.state
  const { levels: of, scale } = window ?? turn.settings.rating
  // Facts cannot hold a level that the set does not have: the pad shows another set than the counter is configured for.
  if (!Number.isInteger(level) || level < 1 || level > of) {
    return notify(turn, 'counter.notice.rating-level', { level, levels: of })
  }
  const service = window && findService(turn.state, window.service)
  if (!window || !service) {
    return record(turn, 'rating.unattributed', { level, of, scale, because: whyUnattributed(turn), via })
  }
  const { source } = turn.cause
  const touched = record(turn, 'rating.touched', { ...ratedData(window, service), level, via })
  const kept = change(touched, { window: { ...window, touch: { level, via, source, at: turn.now.mono } } })
  return put(kept, { kind: 'rating-thanks', counter: turn.state.counter, level })
}

/** Another ticket is shown: from now on the window has only its grace left, which nothing extends. */
export function graceRuns(turn: Turn): Turn {
  const { window, shown } = turn.state
  if (!window || !shown || window.otherShown !== null || shown.service === window.service) return turn
  return change(turn, { window: { ...window, otherShown: turn.now.mono } })
}

/** When a window closes by itself, in monotonic milliseconds. */
export function windowDeadline({ touch, armed, otherShown }: RatingWindow, settings: RatingSettings): number {
  const patience = touch ? touch.at + settings.afterTouch : armed + settings.untouched
  return otherShown === null ? patience : Math.min(patience, otherShown + settings.grace)
}

/** The pad shows whether a press would count. */
export function putPad(turn: Turn): Turn {
  const { counter, window } = turn.state
  const { levels } = window ?? turn.settings.rating
  return put(turn, { kind: 'rating-pad', counter, armed: window !== null, levels })
}

function newWindow({ now, settings }: Turn, { id }: Service): RatingWindow {
  const { levels, scale } = settings.rating
  return { service: id, levels, scale, armed: now.mono, otherShown: null, touch: null }
}

interface Closing {
  readonly window: RatingWindow
  readonly service: Service
  readonly at: Moment
}

function conclude(turn: Turn, { window, service, at }: Closing): Turn {
  const data = ratedData(window, service)
  if (!window.touch) return record(turn, 'rating.none', data, { at, source: 'counter' })
  const { level, via, source } = window.touch
  return markRated(record(turn, 'rating.given', { ...data, level, via }, { at, source }), service)
}

/** The service with the level set of the window's arming. */
function ratedData({ levels, scale }: RatingWindow, service: Service) {
  return { ...serviceData(service), of: levels, scale }
}

/** The person who pressed is the one at the counter, else the one who was there last. */
function whyUnattributed({ state }: Turn): FactData<'rating.unattributed'>['because'] {
  const person = currentService(state) ?? state.services.at(-1)
  return person?.rated ? 'already-rated' : 'no-window'
}
