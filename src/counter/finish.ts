import { arm } from './rating.ts'
import { endService } from './services.ts'
import { takeDown } from './show.ts'
import { calledService, currentService, findService, runningService, type Service } from './state.ts'
import { putSign, type Turn } from './turn.ts'

/** The person at the counter is served. That takes the number down, unless the centre already shows another one. */
export function finish(turn: Turn): Turn {
  const service = currentService(turn.state)
  const finished = finishService(turn, service)
  return turn.state.shown?.service === service?.id ? putSign(takeDown(finished)) : finished
}

/** Calling the next says that everybody here is served. The number stays until another one comes. */
export function finishAll(turn: Turn): Turn {
  const before = finishService(turn, runningService(turn.state))
  return finishService(before, calledService(before.state))
}

/** A finished service asks for its rating. */
export function finishService(turn: Turn, service: Service | undefined): Turn {
  if (!service) return turn
  const ended = endService(turn, service, 'finished')
  return arm(ended, findService(ended.state, service.id) ?? service)
}
