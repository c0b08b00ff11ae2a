import { DeskError } from '../core/index.ts'
import { type CounterState, initialState, type RatingWindow, type Service } from './state.ts'

/**
 * The state a journal kept; what it did not know of yet begins as in a counter that never served.
 * @throws DeskError DB-CNT-001 another version wrote it, as after a downgrade.
 */
export function restoreState(kept: unknown): CounterState {
  const version = typeof kept === 'object' && kept !== null && 'version' in kept ? kept.version : undefined
  if (version !== 1) throw new DeskError('DB-CNT-001', { version: String(version) })
  const state = kept as CounterState
  return {
    ...initialState(state.counter),
    ...state,
    services: state.services.map((service) => withNewParts(service, state)),
    window: state.window && windowWithNewParts(state.window),
  }
}

/** When the number of a service was shown is known of the one on show; others were over or will be soon. */
function withNewParts(kept: Service, { shown }: CounterState): Service {
  return { ...{ provisional: false, since: shown?.since.wall ?? 0 }, ...kept }
}

function windowWithNewParts(kept: RatingWindow): RatingWindow {
  return { ...{ questions: [], occasion: null, touched: kept.touch?.at ?? null, answers: [] }, ...kept }
}
