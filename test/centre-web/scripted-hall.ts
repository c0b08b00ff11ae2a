import type {
  Conflict,
  DayReport,
  Hall,
  HallCounter,
  HallPicture,
  HallPlan,
  HallTicket,
} from '../../src/centre/hall/hall.ts'
import type { CounterSign, Occasion } from '../../src/contract/index.ts'
import { DeskError } from '../../src/core/index.ts'
import { hallPlan } from './hall-plan.ts'

/** A hall that does what a test tells it, so that pages can be looked at in any state. */
export interface ScriptedHall extends Hall {
  /** What was pressed on rating pages, in order. */
  readonly presses: readonly {
    readonly place: string
    readonly service: string
    readonly level: number
    readonly question?: string
  }[]
  call(place: string, ticket: string): void
  sign(place: string, sign: CounterSign): void
  arm(place: string, service: string, occasion?: Occasion): void
  /** With a level set of the desk's own. */
  armAs(place: string, rating: NonNullable<NonNullable<HallCounter['shows']>['rating']>): void
  disarm(place: string): void
  online(place: string, online: boolean): void
  ticket(ticket: string, change: Partial<HallTicket>): void
  conflict(conflict: Conflict): void
  /** The next presses are not recorded. */
  failPresses(fails: boolean): void
}

/** A hall with a plan; every counter is open and idle. Times are those of `now`. */
export function scriptedHall(now: () => number, plan: HallPlan = hallPlan(), report?: DayReport): ScriptedHall {
  const counters = new Map<string, HallCounter>(
    plan.fields
      .flatMap((field) => field.counters)
      .filter((place) => place !== '*')
      .map((place) => [
        place,
        {
          place,
          online: true,
          shows: { counter: place.split('/')[1] ?? '', officer: 'cb-an', sign: { state: 'idle' } },
        },
      ]),
  )
  const tickets = new Map<string, HallTicket>()
  const listeners = new Set<() => void>()
  const presses: ScriptedHall['presses'][number][] = []
  let calls: HallPicture['calls'] = []
  let conflicts: readonly Conflict[] = []
  let fails = false

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const show = (place: string, change: Partial<NonNullable<HallCounter['shows']>>) => {
    const before = counters.get(place)
    if (!before?.shows) throw new Error(`no counter ${place}`)
    counters.set(place, { ...before, shows: { ...before.shows, ...change } })
    tell()
  }
  const waitingIn = (field: string) =>
    [...tickets.values()].filter((ticket) => ticket.field === field && ticket.state === 'waiting')

  return {
    plan,
    presses,
    async issue(field, { priority = false } = {}) {
      const found = plan.fields.find(({ id }) => id === field)
      if (!found) throw new DeskError('DB-WEB-007', { path: field })
      const number = [...tickets.values()].filter((ticket) => ticket.field === field).length + 1
      const ticket = `${found.prefix}${String(number).padStart(3, '0')}`
      const ahead = waitingIn(field).length
      const issued: HallTicket = {
        ...{ ticket, field, priority, state: 'waiting', counter: null, issued: now(), called: null, ahead },
      }
      tickets.set(ticket, issued)
      tell()
      return issued
    },
    find: async (ticket) => tickets.get(ticket),
    picture: () => ({
      counters: [...counters.values()],
      waiting: plan.fields.map(({ id }) => {
        const line = waitingIn(id).map(({ ticket }) => ticket)
        return { field: id, count: line.length, next: line.slice(0, 10) }
      }),
      calls,
      conflicts: conflicts.filter(({ settled }) => settled === null).length,
    }),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async press(place, press) {
      if (fails) throw new DeskError('DB-CTR-003', { desk: place, command: 'rating.press', ms: 5_000 })
      presses.push({ place, ...press })
    },
    report: async (day) => report ?? { ...emptyReport, day, scale: plan.rating.scale },
    conflicts: async () => conflicts,
    async settle(id, words) {
      conflicts = conflicts.map((one) => (one.id === id ? { ...one, settled: { at: now(), words } } : one))
      tell()
    },

    call(place, ticket) {
      const known = tickets.get(ticket)
      if (known) tickets.set(ticket, { ...known, state: 'called', counter: place, called: now() })
      calls = [{ number: (calls[0]?.number ?? 0) + 1, ticket, place, at: now() }, ...calls].slice(0, 20)
      show(place, { sign: { state: 'serving', ticket } })
    },
    sign: (place, sign) => show(place, { sign }),
    arm: (place, service, occasion = 'result') =>
      show(place, { rating: { service, scale: plan.rating.scale, of: plan.rating.levels.length, occasion } }),
    armAs: (place, rating) => show(place, { rating }),
    disarm(place) {
      const before = counters.get(place)
      if (!before?.shows) return
      const { rating: _, ...shows } = before.shows
      counters.set(place, { ...before, shows })
      tell()
    },
    online(place, online) {
      const before = counters.get(place)
      if (before) counters.set(place, { ...before, online })
      tell()
    },
    ticket(ticket, change) {
      const before = tickets.get(ticket)
      if (before) tickets.set(ticket, { ...before, ...change })
      tell()
    },
    conflict(conflict) {
      conflicts = [...conflicts, conflict]
      tell()
    },
    failPresses(value) {
      fails = value
    },
  }
}

const emptyReport = {
  officers: [],
  counters: [],
  fields: [],
  late: 0,
  provisional: 0,
  unattributed: 0,
  outages: [],
} as const
