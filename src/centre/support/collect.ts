import type { CommandResult } from '../../contract/index.ts'
import { type Clock, DeskError, type Log, type Random, toDeskError, uuidv7 } from '../../core/index.ts'
import type { DeskDraft } from '../commands.ts'
import type { BundleTaker } from '../enrolment/index.ts'
import { type BundleShelf, type KeptBundle, reasonOf } from './shelf.ts'

/** A bundle that was asked for: under way, or why it did not come. */
export interface AskedBundle {
  readonly desk: string
  /** When it was asked for, in wall milliseconds. */
  readonly at: number
  /** A code of ours or a word of the desk's; undefined while it is waited for. */
  readonly error: string | undefined
}

/** Asks desks for their support bundles, and takes what they bring. */
export interface BundleCollector extends BundleTaker {
  /**
   * Asks a desk (its full name). Resolves when the desk is asked; the bundle comes later, or a reason why it does not.
   * @throws DeskError DB-SUP-006 too many are waited for.
   */
  ask(desk: string): Promise<void>
  asked(): readonly AskedBundle[]
  kept(): readonly KeptBundle[]
  read(name: string): Promise<Uint8Array>
  /** Something came, or will not come. Returns how to stop. */
  onChange(listener: () => void): () => void
}

/** What collecting needs. */
export interface CollectorOptions {
  readonly shelf: BundleShelf
  readonly command: (desk: string, draft: DeskDraft, options: { readonly timeout: number }) => Promise<CommandResult>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

interface Asked extends AskedBundle {
  readonly upload: string
}

/** A desk looks at everything that it has before it answers, and a slow line takes its time. */
const patience = 3 * 60_000
/** Desks that are asked at the same time, and answers that are remembered, at most. */
const most = { waiting: 20, remembered: 200 }

/** One bundle at a time of each desk. */
export function collectBundles({ shelf, command, clock, random, log }: CollectorOptions): BundleCollector {
  const asked = new Map<string, Asked>()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const waiting = () => [...asked.values()].filter(({ error }) => error === undefined)
  const note = (one: Asked) => {
    asked.delete(one.desk)
    asked.set(one.desk, one)
    const [oldest] = asked.keys()
    if (asked.size > most.remembered && oldest !== undefined) asked.delete(oldest)
    tell()
  }
  const fail = (one: Asked, error: string) => {
    // It came meanwhile, or was asked for anew.
    if (asked.get(one.desk)?.upload !== one.upload) return
    log.warn('a support bundle did not come', { reason: reasonOf(error) })
    note({ ...one, error: reasonOf(error) })
  }
  return {
    async ask(desk) {
      if (waiting().some((one) => one.desk === desk)) return
      if (waiting().length >= most.waiting) throw new DeskError('DB-SUP-006', { count: most.waiting })
      const upload = uuidv7(clock.wall(), random)
      const one = { desk, at: clock.wall(), error: undefined, upload }
      note(one)
      command(desk, { name: 'desk.support', args: { upload } }, { timeout: patience }).then(
        ({ state, error }) => {
          if (state !== 'done') fail(one, error ?? state)
        },
        (error: unknown) => fail(one, toDeskError(error, 'DB-CTR-003', { desk, command: 'desk.support' }).code),
      )
    },
    asked: () => [...asked.values()],
    kept: shelf.list,
    read: shelf.read,
    isWanted: (desk, id) => waiting().some((one) => one.desk === desk && one.upload === id),
    async take(desk, id, zip) {
      await shelf.put(desk, zip, clock.wall())
      if (asked.get(desk)?.upload === id) asked.delete(desk)
      tell()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
