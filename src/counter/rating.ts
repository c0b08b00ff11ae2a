import type { DeskInput, FactData, Occasion } from '../contract/index.ts'
import type { Moment } from '../core/index.ts'
import { beginImplied, markRated, serviceData } from './services.ts'
import type { RatingSettings } from './settings.ts'
import { currentService, findService, type RatingWindow, type Service } from './state.ts'
import { change, notify, put, record, type Turn } from './turn.ts'

/** A press on a rating pad. */
export type RatingPress = Pick<Extract<DeskInput, { kind: 'rating' }>, 'level' | 'question' | 'via'>

/** Opens the window of a service. A rated service arms nothing; arming the open window again restarts its patience. */
export function arm(turn: Turn, service: Service, occasion: Occasion | null = null): Turn {
  if (service.rated) return turn
  const { window } = turn.state
  if (window?.service === service.id) return putPad(change(turn, { window: rearmed(window, turn.now, occasion) }))
  const begun = beginImplied(closeWindow(turn), service)
  return putPad(graceRuns(change(begun, { window: newWindow(turn, service, occasion) })))
}

/** The window closes: with the last touch as the rating of its service, or with none. */
export function closeWindow(turn: Turn, at: Moment = turn.now): Turn {
  const { window } = turn.state
  const service = window && findService(turn.state, window.service)
  return window && service ? putPad(change(conclude(turn, { window, service, at }), { window: null })) : turn
}

/** The officer asks whoever is at the counter, else the one who was there last. */
export function askForRating(turn: Turn, occasion: Occasion | undefined): Turn {
  const service = currentService(turn.state) ?? turn.state.services.at(-1)
  if (!service) return notify(turn, 'counter.notice.rating-nobody')
  if (service.rated) return notify(turn, 'counter.notice.rating-done')
  return arm(turn, service, occasion)
}

/** A press counts for the service of the open window, else for nobody. */
export function press(turn: Turn, pressed: RatingPress): Turn {
  const { window } = turn.state
  const { levels, questions } = window ?? turn.settings.rating
  const { level, question } = pressed
  // Facts cannot hold a level that the set does not have: the pad shows another set than the counter is configured for.
  if (!Number.isInteger(level) || level < 1 || level > levels) {
    return notify(turn, 'counter.notice.rating-level', { level, levels })
  }
  if (question !== undefined && !questions.includes(question)) return notify(turn, 'counter.notice.rating-question')
  const service = window && findService(turn.state, window.service)
  if (!window || !service) return pressForNobody(turn, pressed, whyUnattributed(turn))
  const told = { ...ratedData(window, service), level, ...(question === undefined ? {} : { question }) }
  const touched = record(turn, 'rating.touched', { ...told, via: pressed.via })
  const kept = change(touched, { window: withPress(window, pressed, turn) })
  // Only the main question is one of the keypad, so only its answer is acknowledged there.
  return question === undefined ? put(kept, { kind: 'rating-thanks', counter: turn.state.counter, level }) : kept
}

/** A press that counts for nobody. */
export function pressForNobody(
  turn: Turn,
  { level, via }: RatingPress,
  because: FactData<'rating.unattributed'>['because'],
): Turn {
  const { levels: of, scale } = turn.state.window ?? turn.settings.rating
  if (level > of) return notify(turn, 'counter.notice.rating-level', { level, levels: of })
  return record(turn, 'rating.unattributed', { level, of, scale, because, via })
}

/** Another ticket is shown: from now on the window has only its grace left, which nothing extends. */
export function graceRuns(turn: Turn): Turn {
  const { window, shown } = turn.state
  if (!window || !shown || window.otherShown !== null || shown.service === window.service) return turn
  return change(turn, { window: { ...window, otherShown: turn.now.mono } })
}

/** When a window closes by itself, in monotonic milliseconds. */
export function windowDeadline({ touched, armed, otherShown }: RatingWindow, settings: RatingSettings): number {
  const patience = touched === null ? armed + settings.untouched : touched + settings.afterTouch
  return otherShown === null ? patience : Math.min(patience, otherShown + settings.grace)
}

/** The pad shows whether a press would count. */
export function putPad(turn: Turn): Turn {
  const { counter, window } = turn.state
  const { levels } = window ?? turn.settings.rating
  return put(turn, { kind: 'rating-pad', counter, armed: window !== null, levels })
}

function newWindow({ now, settings }: Turn, { id }: Service, occasion: Occasion | null): RatingWindow {
  const { levels, scale, questions } = settings.rating
  const untouched = { otherShown: null, touched: null, touch: null, answers: [] }
  return { service: id, levels, scale, questions, occasion, armed: now.mono, ...untouched }
}

/** On what the citizen is asked may be said better as long as nobody has answered. */
function rearmed(window: RatingWindow, now: Moment, occasion: Occasion | null): RatingWindow {
  const asked = window.touched === null ? (occasion ?? window.occasion) : window.occasion
  return { ...window, armed: now.mono, occasion: asked }
}

function withPress(window: RatingWindow, { level, question, via }: RatingPress, { now, cause }: Turn): RatingWindow {
  const touched = { ...window, touched: now.mono }
  if (question === undefined) return { ...touched, touch: { level, via, source: cause.source, at: now.mono } }
  const others = window.answers.filter((answer) => answer.question !== question)
  return { ...touched, answers: [...others, { question, level }] }
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
  const answers = window.answers.length > 0 ? { answers: [...window.answers] } : {}
  return markRated(record(turn, 'rating.given', { ...data, level, ...answers, via }, { at, source }), service)
}

/** The service with the level set and the occasion of the window's arming. */
function ratedData({ levels, scale, occasion }: RatingWindow, service: Service) {
  return { ...serviceData(service), of: levels, scale, ...(occasion === null ? {} : { occasion }) }
}

/** The person who pressed is the one at the counter, else the one who was there last. */
function whyUnattributed({ state }: Turn): FactData<'rating.unattributed'>['because'] {
  const person = currentService(state) ?? state.services.at(-1)
  return person?.rated ? 'already-rated' : 'no-window'
}
