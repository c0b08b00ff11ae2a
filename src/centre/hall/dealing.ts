import type { HallPlan } from './hall.ts'
import { fieldsOf } from './plan.ts'
import type { Ticket } from './tickets.ts'

/** So long a counter that went away has its share to itself: its officer is calling from it. */
export const shareKept = 5 * 60_000

/** How a counter is, as far as the hall has heard. */
export interface Presence {
  readonly place: string
  /** Whether it serves: open, or paused for a moment. */
  readonly isOpen: boolean
  readonly isOnline: boolean
  /** Monotonic milliseconds since it is so. */
  readonly since: number
}

/** Which counter each ticket is dealt to. */
export interface Dealing {
  isOwn(ticket: Ticket, place: string): boolean
  /** Whether a ticket is dealt to a counter that cannot be asked: it is probably being called there. */
  isAway(ticket: Ticket): boolean
  /** Whether there is such a counter. */
  readonly someAway: boolean
}

/** Before the hall has heard of any counter, and where nobody is called. */
export const nothingDealt: Dealing = { isOwn: () => false, isAway: () => false, someAway: false }

/**
 * Deals those who wait among the counters that serve their field, so that counters which all lose the centre do not call
 * the same people. By the number of the ticket: whoever has an older list than the others finds the same share in it.
 */
export function dealTickets(plan: HallPlan, counters: readonly Presence[], now: number): Dealing {
  const isThere = ({ isOnline, since }: Presence) => isOnline || now - since < shareKept
  const serving = counters.filter((one) => one.isOpen && isThere(one))
  const byField = new Map(plan.fields.map(({ id }) => [id, serving.filter(({ place }) => serves(plan, place, id))]))
  const ownerOf = ({ field, number, target }: Ticket) => {
    const able = byField.get(field) ?? []
    return target === null ? able[number % able.length] : undefined
  }
  return {
    isOwn: (ticket, place) => ownerOf(ticket)?.place === place,
    isAway: (ticket) => ownerOf(ticket)?.isOnline === false,
    someAway: serving.some(({ isOnline }) => !isOnline),
  }
}

function serves(plan: HallPlan, place: string, field: string): boolean {
  return fieldsOf(plan, place).some(({ id }) => id === field)
}
