import { arm } from './rating.ts'
import { endService, forgetCalled, type Outcome, outcomeOf } from './services.ts'
import { takeDown } from './show.ts'
import { calledService, currentService, findService, runningService, type Service } from './state.ts'
import { putSign, type Turn } from './turn.ts'

/** The person at the counter is served. That takes the number down, unless the centre already shows another one. */
export function finish(turn: Turn): Turn {
  const service = currentService(turn.state)
  const finished = finishService(turn, service)
  return turn.state.shown?.service === service?.id ? putSign(takeDown(finished)) : finished
}

/**
 * Calling the next says that everybody here is served, but for whom the officer has just sent away. The number stays until
 * another one comes.
 */
export function finishAll(turn: Turn): Turn {
  const before = depart(turn, runningService(turn.state))
  return depart(before, calledService(before.state))
}

/** Somebody goes because another one comes: sent away where the officer said so and the centre has not answered, or served. */
export function depart(turn: Turn, service: Service | undefined): Turn {
  const outcome = service && askedOutcome(turn, service)
  if (!outcome) return finishService(turn, service)
  return service.phase === 'running' ? endService(turn, service, outcome) : forgetCalled(turn)
}

function askedOutcome({ state }: Turn, { id }: Service): Outcome | undefined {
  return state.pending
    .map((asked) => ('service' in asked && asked.service === id ? outcomeOf(asked.action) : undefined))
    .find((outcome) => outcome !== undefined)
}

/** A finished service asks for its rating. */
function finishService(turn: Turn, service: Service | undefined): Turn {
  if (!service) return turn
  const ended = endService(turn, service, 'finished')
  return arm(ended, findService(ended.state, service.id) ?? service)
}
