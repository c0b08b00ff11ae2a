import type { CountersMessage } from '../../contract/index.ts'
import type { Clock } from '../../core/index.ts'
import { type Dealing, dealTickets } from './dealing.ts'
import type { HallCounter, HallPlan } from './hall.ts'
import { byName } from './places.ts'

type Shows = CountersMessage['counters'][number]

/** Which counters there are, at which desk, and how they are. */
export interface Floor {
  /** `{centre}/{desk}` of a place; undefined for a place that never was. */
  deskOf(place: string): string | undefined
  /** Each place with its desk. */
  all(): readonly (readonly [place: string, desk: string])[]
  /** These places belong to a desk; gives those of which that was not known. */
  meet(desk: string, places: readonly string[]): readonly string[]
  /** How a desk is; tells whether that is news. */
  presence(desk: string, isOnline: boolean): boolean
  isOnline(desk: string): boolean
  show(place: string, shows: Shows): void
  /** Every counter, by its name. */
  counters(): readonly HallCounter[]
  /** How those who wait are dealt among the counters now. */
  deal(): Dealing
}

/** The floor as the database knows it. */
export function openFloor(places: Map<string, string>, plan: HallPlan, clock: Clock): Floor {
  /** Which desks are online, and since when, in monotonic milliseconds. */
  const presences = new Map<string, { readonly isOnline: boolean; readonly since: number }>()
  const shown = new Map<string, Shows>()
  const byPlace = () => [...places].toSorted(([a], [b]) => byName(a, b))
  const isOnline = (desk: string) => presences.get(desk)?.isOnline ?? false
  return {
    deskOf: (place) => places.get(place),
    all: () => [...places],
    meet(desk, met) {
      const unknown = [...new Set(met)].filter((place) => places.get(place) !== desk)
      for (const place of unknown) places.set(place, desk)
      return unknown
    },
    presence(desk, now) {
      if (presences.get(desk)?.isOnline === now) return false
      presences.set(desk, { isOnline: now, since: clock.mono() })
      return true
    },
    isOnline,
    show: (place, shows) => void shown.set(place, shows),
    counters: () => byPlace().map(([place, desk]) => ({ place, online: isOnline(desk), shows: shown.get(place) })),
    deal() {
      const here = byPlace().map(([place, desk]) => {
        const { isOnline = false, since = Number.NEGATIVE_INFINITY } = presences.get(desk) ?? {}
        return { place, isOpen: shown.get(place)?.sign.state !== 'closed', isOnline, since }
      })
      return dealTickets(plan, here, clock.mono())
    },
  }
}
