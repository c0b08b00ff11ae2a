import type { RosterEntry } from '../../src/contract/index.ts'
import { formatTime } from '../../src/contract/index.ts'
import type { Moment } from '../../src/core/index.ts'
import type { CounterView } from '../../src/desk/index.ts'
import type { CounterInsight } from '../insight.ts'
import { possibleNow } from './possible.ts'

/** What a counter is seen with, beside what it remembers. */
export interface CounterSurroundings {
  readonly now: Moment
  readonly roster: readonly RosterEntry[]
  readonly isLocked: boolean
}

/** One counter as its officer sees it. */
export function counterView(
  { id, state, settings }: CounterInsight,
  { now, roster, isLocked }: CounterSurroundings,
): CounterView {
  const { mode, shown, officer, window, pending } = state
  return {
    id,
    mode: mode.state,
    reason: mode.state === 'paused' ? mode.reason : null,
    ticket: shown?.ticket ?? null,
    isProvisional: false,
    service: serviceView(state),
    officer: officer && {
      officer: officer.name,
      name: roster.find((one) => one.officer === officer.name)?.name ?? officer.name,
      isProven: officer.proven,
    },
    isLocked,
    waiting: null,
    rating: window && { service: window.service, isTouched: window.touch !== null },
    possible: possibleNow(state, now, settings),
    asked: [...new Set(pending.map(({ action }) => action))],
    pauseReasons: [...settings.pauseReasons],
  }
}

/** Who is at the counter: the one being served, else the one called. */
function serviceView({ services, shown }: CounterInsight['state']): CounterView['service'] {
  const service = services.find(({ phase }) => phase === 'running') ?? services.find(({ phase }) => phase === 'called')
  if (!service || service.phase === 'ended') return null
  const { id, ticket, phase, dossiers, rated } = service
  const since = formatTime(shown?.since.wall ?? 0)
  return { id, ticket, phase, since, dossiers: [...dossiers], provisional: false, isRated: rated }
}
