import type { CountersMessage, DeskState, DeviceHealth, DevicesMessage, DiskLevel } from '../../contract/index.ts'
import type { Clock, ClockQuality, Timer } from '../../core/index.ts'
import type { AppliedFact, DeskPresence } from '../store/store.ts'
import { type Alarm, alarmsOf, worstFirst } from './alarms.ts'

/** One desk as those see it who look after all of them. Times are wall milliseconds of the centre. */
export interface FleetDesk {
  /** `{centre}/{desk}`. */
  readonly desk: string
  readonly online: boolean
  /** Its last sign of life; undefined when this centre never saw one. */
  readonly seen: number | undefined
  /** When the centre took a fact of it last. */
  readonly lastFact: number | undefined
  readonly version: string | undefined
  readonly counters: readonly string[]
  /** Facts that no receipt covers. */
  readonly backlog: number
  /** Since when there have been any, without a break. */
  readonly backlogSince: number | undefined
  readonly quarantined: number
  readonly disk: DiskLevel | undefined
  readonly clock: ClockQuality | undefined
  readonly devices: readonly DeviceHealth[]
  /** Versions that this desk gave up. */
  readonly failedUpdates: readonly string[]
  /** The last configuration that it gave back while the one before goes on. */
  readonly refused: { readonly revision: number; readonly error: string } | undefined
  readonly enrolled: DeskEnrolment | undefined
}

/** What the enrolment knows of a desk. */
export interface DeskEnrolment {
  /** When its certificate ends. */
  readonly ends: number
  readonly isBlocked: boolean
  /** Whether its PC was told to forget everything, and has not yet. */
  readonly isToForget?: boolean
}

/** A desk, and what somebody should do about it. */
export interface WatchedDesk extends FleetDesk {
  /** The worst first. */
  readonly alarms: readonly Alarm[]
}

/** What happens at desks, as the centre hears it. */
export interface FleetEvents {
  state(desk: string, state: DeskState): void
  devices(desk: string, message: DevicesMessage): void
  counters(desk: string, message: CountersMessage): void
  applied(facts: readonly AppliedFact[]): void
}

/** All desks of a centre. */
export interface Fleet extends FleetEvents {
  /** Every desk that this centre knows; those that need somebody first, the rest by name. */
  look(): readonly WatchedDesk[]
  /** Something changed; told at most once a second, however much happens. */
  onChange(listener: () => void): () => void
  stop(): void
}

/** What a fleet is made of. */
export interface FleetOptions {
  /** Who was known before this start. */
  readonly known: readonly DeskPresence[]
  /** When the last fact of each came before this start, as far as that is known. */
  readonly last?: ReadonlyMap<string, number>
  readonly clock: Clock
  /** What the enrolment knows, where this centre enrols. */
  readonly enrolled?: () => ReadonlyMap<string, DeskEnrolment>
}

/** Pages and their JSON for thousands of desks are drawn so often at most. */
const tellEvery = 1_000
/** What only time changes, such as "offline for too long", is looked at so often. */
const lookEvery = 30_000
/** Desks in memory at most; further ones are not shown. */
const mostDesks = 65_536

type Heard = Omit<FleetDesk, 'enrolled'>

/** Watches the desks of a centre. Bounded by {@link mostDesks}. */
export function watchFleet({ known, last = new Map(), clock, enrolled = () => new Map() }: FleetOptions): Fleet {
  const desks = new Map<string, Heard>(
    known.map((presence) => [presence.desk, remembered(presence, last.get(presence.desk))]),
  )
  const listeners = new Set<() => void>()
  let telling: Timer | undefined
  let looking: Timer
  const tell = () => {
    telling = undefined
    for (const listener of listeners) listener()
  }
  const lookAgain = () => {
    looking = clock.after(lookEvery, () => {
      tell()
      lookAgain()
    })
  }
  lookAgain()
  const note = (desk: string, news: Partial<Heard>) => {
    const before = desks.get(desk)
    if (!before && desks.size >= mostDesks) return
    desks.set(desk, { ...(before ?? unheard(desk)), ...news })
    telling ??= clock.after(tellEvery, tell)
  }
  return {
    look() {
      const books = enrolled()
      const now = clock.wall()
      // A desk that was enrolled and never came is one that somebody waits for.
      const names = new Set([...desks.keys(), ...books.keys()])
      const all = [...names].map((desk) => ({ ...(desks.get(desk) ?? unheard(desk)), enrolled: books.get(desk) }))
      return all.map((desk) => ({ ...desk, alarms: alarmsOf(desk, all, now) })).sort(worstFirst)
    },
    state(desk, state) {
      const now = clock.wall()
      note(desk, { ...told(state, desks.get(desk), now), ...(state.online ? { seen: now } : {}) })
    },
    devices: (desk, { devices }) => note(desk, { devices }),
    counters: (desk, { counters }) => note(desk, { counters: counters.map(({ counter }) => counter) }),
    applied(facts) {
      for (const { desk, received } of facts) note(desk, { lastFact: received, seen: received })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop() {
      telling?.cancel()
      looking.cancel()
    },
  }
}

function unheard(desk: string): Heard {
  return {
    desk,
    online: false,
    seen: undefined,
    lastFact: undefined,
    version: undefined,
    counters: [],
    backlog: 0,
    backlogSince: undefined,
    quarantined: 0,
    disk: undefined,
    clock: undefined,
    devices: [],
    failedUpdates: [],
    refused: undefined,
  }
}

function remembered({ desk, online, seen, state }: DeskPresence, lastFact: number | undefined): Heard {
  return { ...unheard(desk), ...(state ? told(state, undefined, seen ?? 0) : {}), online, seen, lastFact }
}

function told(state: DeskState, before: Heard | undefined, now: number): Partial<Heard> {
  const backlog = state.backlog ?? 0
  return {
    online: state.online,
    version: state.version,
    backlog,
    backlogSince: backlog === 0 ? undefined : (before?.backlogSince ?? now),
    quarantined: state.quarantined ?? 0,
    disk: state.disk,
    clock: state.clock,
    failedUpdates: (state.updates ?? []).flatMap((one) => (one.state === 'failed' ? [one.version] : [])),
    refused: lastRefused(state),
  }
}

/** One that a later revision has replaced is nobody's business any more. */
function lastRefused({ provision }: DeskState): Heard['refused'] {
  const { revision = 0, refused } = provision ?? {}
  return refused && refused.revision > revision ? refused : undefined
}
