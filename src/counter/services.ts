import type { CallAction, FactData } from '../contract/index.ts'
import { type CounterState, findService, runningService, type Service, shownService } from './state.ts'
import { change, record, type Turn } from './turn.ts'

/** How a service ended. */
export type Outcome = FactData<'service.end'>['outcome']

/** How many services a counter remembers; older ones are forgotten, and a late `rating.open` for them is refused. */
export const maxServices = 32
/** The same bound in bytes of JSON: services with very many dossiers push older ones out sooner. */
const maxServicesBytes = 8_000
/** What every fact of a service says about it. */
export function serviceData({ id, ticket, dossiers, officer, provisional }: Service) {
  return {
    service: id,
    ticket,
    dossiers: [...dossiers],
    ...(officer === null ? {} : { officer }),
    ...(provisional ? { provisional } : {}),
  }
}

/** A called ticket gets its service: nothing of it is a fact before it begins. */
export function callService(turn: Turn, called: Pick<Service, 'id' | 'ticket' | 'provisional'>): Turn {
  const officer = turn.state.officer?.name ?? null
  const service: Service = { ...called, phase: 'called', dossiers: [], officer, rated: false, since: turn.now.wall }
  return setServices(turn, [...turn.state.services, service])
}

/** A ticket that leaves without having been served makes no service. */
export function forgetCalled(turn: Turn): Turn {
  return setServices(
    turn,
    turn.state.services.filter(({ phase }) => phase !== 'called'),
  )
}

/** The officer begins with the called ticket. */
export function beginService(turn: Turn, service: Service): Turn {
  const begun = record(turn, 'service.begin', { ...serviceData(service), implied: false, ...said(turn) })
  return setService(begun, { ...service, phase: 'running' })
}

/** Nobody pressed begin, but the service must have begun: since its ticket was shown. */
export function beginImplied(turn: Turn, service: Service): Turn {
  if (service.phase !== 'called') return turn
  const at = turn.state.shown?.since ?? turn.now
  const begun = record(turn, 'service.begin', { ...serviceData(service), implied: true }, { at })
  return setService(begun, { ...service, phase: 'running' })
}

/** The service is over. */
export function endService(turn: Turn, service: Service, outcome: Outcome): Turn {
  const ended = record(beginImplied(turn, service), 'service.end', {
    ...serviceData(service),
    outcome,
    ...said(turn),
  })
  return setService(ended, { ...service, phase: 'ended' })
}

/** How it ends for whom an action sends away; undefined for one that does not. */
export function outcomeOf(action: CallAction): Outcome | undefined {
  return sentAway[action]
}

const sentAway: { readonly [action in CallAction]?: Outcome } = {
  skip: 'skipped',
  hold: 'held',
  transfer: 'transferred',
}

/** The service has its one rating. */
export function markRated(turn: Turn, service: Service): Turn {
  return setService(turn, { ...service, rated: true })
}

/** The officer's name goes onto what is not over yet. */
export function handOver(turn: Turn, officer: string | null): Turn {
  const services = turn.state.services.map((service) => (service.phase === 'ended' ? service : { ...service, officer }))
  return setServices(turn, services)
}

/** The dossiers of a service became others. */
export function setDossiers(turn: Turn, service: Service, dossiers: readonly string[]): Turn {
  return setService(turn, { ...service, dossiers })
}

/** By which way an officer said it; absent where the centre did, or nobody. */
function said({ cause: { via } }: Turn): Pick<FactData<'service.end'>, 'via'> {
  return via === undefined ? {} : { via }
}

function setService(turn: Turn, changed: Service): Turn {
  return setServices(
    turn,
    turn.state.services.map((service) => (service.id === changed.id ? changed : service)),
  )
}

function setServices(turn: Turn, services: readonly Service[]): Turn {
  return change(turn, { services: bounded({ ...turn.state, services }) })
}

/** The services still in use and as many of the latest others as the bounds allow. */
function bounded(state: CounterState): readonly Service[] {
  const inUse = [runningService(state), shownService(state), findService(state, state.window?.service ?? null)]
  const kept = new Set(inUse.filter((service) => service !== undefined))
  let bytes = [...kept].reduce((sum, service) => sum + bytesOf(service), 0)
  for (const service of state.services.toReversed()) {
    if (kept.has(service)) continue
    bytes += bytesOf(service)
    if (kept.size >= maxServices || bytes > maxServicesBytes) break
    kept.add(service)
  }
  return state.services.filter((service) => kept.has(service))
}

function bytesOf(service: Service): number {
  return Buffer.byteLength(JSON.stringify(service))
}
