import type { DeskState } from '../contract/index.ts'
import { type Clock, type Log, type Timer, toDeskError } from '../core/index.ts'
import type { CentreStore, DeskPresence } from './store/store.ts'

/** Who is there. */
export interface Presence {
  /** Something came from a desk. */
  heard(desk: string): void
  /** A desk, or its last will, has said how it is. A retained one may be old. */
  said(desk: string, state: DeskState, when: 'now' | 'retained'): void
  /** What a desk last said. */
  stateOf(desk: string): DeskState | undefined
  /** Desks that said that they are there, and what they said. */
  online(): { readonly desk: string; readonly state: DeskState }[]
  /** All desks that this centre has ever known. */
  list(): Promise<DeskPresence[]>
  stop(): Promise<void>
}

/** Changes are stored together, so that a thousand desks that come at once are one transaction. */
const storeEvery = 2_000
/** Desks in memory at most; further ones are only passed on. */
const mostDesks = 65_536

/** Keeps the presence of desks, in memory and, a little later, in the store. */
export function createPresence(store: CentreStore, clock: Clock, log: Log): Presence {
  const known = new Map<string, DeskPresence>()
  const keep = savesTogether(store, clock, log)
  const note = (presence: DeskPresence) => {
    if (!known.has(presence.desk) && known.size >= mostDesks) return
    known.set(presence.desk, presence)
    keep.changed(presence)
  }
  return {
    heard(desk) {
      note({ desk, online: true, state: undefined, ...known.get(desk), seen: clock.wall() })
    },
    said(desk, state, when) {
      // The broker vouches for a retained "online": it would have published the last will.
      const isAlive = when === 'now' || state.online
      note({ desk, online: state.online, state, seen: isAlive ? clock.wall() : known.get(desk)?.seen })
    },
    stateOf: (desk) => known.get(desk)?.state,
    online: () => [...known.values()].flatMap(({ desk, state }) => (state?.online ? [{ desk, state }] : [])),
    async list() {
      await keep.save()
      return await store.desks()
    },
    stop: () => keep.save(),
  }
}

/** Stores the last of what changed. */
function savesTogether(store: CentreStore, clock: Clock, log: Log) {
  let waiting = new Map<string, DeskPresence>()
  let timer: Timer | undefined
  let saving = Promise.resolve()
  const saveWaiting = async () => {
    const desks = waiting
    waiting = new Map()
    if (desks.size === 0) return
    try {
      await store.savePresence([...desks.values()])
    } catch (error) {
      log.warn(toDeskError(error, 'DB-CTR-009').message)
      waiting = new Map([...desks, ...waiting])
    }
  }
  const save = () => {
    timer?.cancel()
    timer = undefined
    saving = saving.then(saveWaiting)
    return saving
  }
  return {
    changed(presence: DeskPresence) {
      waiting.set(presence.desk, presence)
      timer ??= clock.after(storeEvery, () => void save())
    },
    save,
  }
}
