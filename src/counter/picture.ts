import { type CallAction, type CountersMessage, callActions } from '../contract/index.ts'
import { callable, heldTickets, numbersLeft } from './line.ts'
import { whyNot } from './possible.ts'
import { type CounterState, currentService, type Mode, type Officer, type Service, signOf } from './state.ts'
import type { Surroundings } from './surroundings.ts'
import type { NoticeKey } from './turn.ts'

/** So many of those who wait are named. */
const mostNext = 10

/** One counter as its officer sees it: keys of texts in place of words, and never how somebody rated. */
export interface CounterPicture {
  readonly id: string
  readonly mode: Mode['state']
  /** Why it is paused. */
  readonly reason: string | null
  readonly ticket: string | null
  readonly isProvisional: boolean
  readonly service: ServicePicture | null
  readonly officer: Officer | null
  /** Whether the centre is being asked who somebody is. */
  readonly isSigningIn: boolean
  readonly waiting: { readonly count: number; readonly next: readonly string[]; readonly numbersLeft: number } | null
  /** Who waits nearby and may be called back by number. */
  readonly held: readonly string[]
  readonly rating: RatingPicture | null
  /** Why a key would do nothing now; null for one that would. */
  readonly possible: { readonly [A in CallAction]: NoticeKey | null }
  /** What the centre was asked and did not answer yet. */
  readonly asked: readonly CallAction[]
  readonly pauseReasons: readonly string[]
  /** Where a transfer goes that does not say where. */
  readonly transferTo: string | null
}

/** Who is at the counter. `since` is the wall time at which the number was shown. */
export interface ServicePicture extends Pick<Service, 'id' | 'ticket' | 'since' | 'dossiers' | 'provisional'> {
  readonly phase: 'called' | 'running'
  readonly isRated: boolean
}

/** The open rating window. Whether it was touched may be seen, never with what. */
export interface RatingPicture extends ArmedPicture {
  readonly isTouched: boolean
}

type Announcement = CountersMessage['counters'][number]
type ArmedPicture = NonNullable<Announcement['rating']>

/** How a counter is now, in its surroundings. */
export function pictureOf(state: CounterState, outside: Surroundings): CounterPicture {
  const { mode, shown, officer, pending } = state
  const sign = signOf({ ...state, mode: { state: 'open' } })
  return {
    id: state.counter,
    mode: mode.state,
    reason: mode.state === 'paused' ? mode.reason : null,
    ticket: shown?.ticket ?? null,
    isProvisional: sign.state === 'serving' && sign.provisional === true,
    service: servicePicture(currentService(state)),
    officer,
    isSigningIn: pending.some(({ action }) => action === 'sign-in'),
    waiting: waitingPicture(state, outside),
    held: heldTickets(state, outside),
    rating: ratingPicture(state),
    possible: possibleActions(state),
    asked: [...new Set(pending.flatMap(({ action }) => (action === 'sign-in' ? [] : [action])))],
    pauseReasons: outside.settings.pauseReasons,
    transferTo: outside.settings.transfer.to,
  }
}

/** What the displays and rating pads of the centre may know of a counter. */
export function announcementOf(state: CounterState): Announcement {
  const rating = armedPicture(state)
  return {
    counter: state.counter,
    sign: signOf(state),
    ...(state.officer ? { officer: state.officer.name } : {}),
    ...(rating ? { rating } : {}),
  }
}

function servicePicture(service: Service | undefined): ServicePicture | null {
  if (!service || service.phase === 'ended') return null
  const { id, ticket, phase, since, dossiers, provisional, rated } = service
  return { id, ticket, phase, since, dossiers, provisional, isRated: rated }
}

function waitingPicture(state: CounterState, outside: Surroundings): CounterPicture['waiting'] {
  const { line } = outside
  if (line === null) return null
  const next = callable(state, outside)
  // Those behind the end of a list that was cut wait as well.
  const count = Math.max(0, line.waiting - line.tickets.length) + next.length
  return { count, next: next.slice(0, mostNext), numbersLeft: numbersLeft(state) }
}

function ratingPicture(state: CounterState): RatingPicture | null {
  const armed = armedPicture(state)
  return armed ? { ...armed, isTouched: state.window?.touched !== null } : null
}

function armedPicture({ window }: CounterState): ArmedPicture | undefined {
  if (!window) return undefined
  const { service, scale, levels: of, occasion } = window
  return { service, scale, of, ...(occasion === null ? {} : { occasion }) }
}

function possibleActions(state: CounterState): CounterPicture['possible'] {
  const entries = callActions.map((action) => [action, whyNot(state, action) ?? null])
  // The compiler does not see that every action is among the entries.
  return Object.fromEntries(entries) as CounterPicture['possible']
}
