import type { Clock, ClockQuality, Log, Random } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import type { DiskWatch } from './disk-watch.ts'
import { Healing } from './healing.ts'
import { createRetention } from './retention.ts'
import { Upkeep } from './upkeep.ts'
import type { Writer } from './writer.ts'

/** How many days receipted facts stay on the desk, unless the configuration says otherwise. */
export const defaultRetentionDays = 30

/** What keeping a journal well needs. */
export interface KeepOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly retentionDays?: number
  clockQuality?(): ClockQuality
}

/** All that goes on in an open journal by itself. */
export interface Keeping {
  readonly upkeep: Upkeep
  /** Calls `listener` when states on disk may be others than were confirmed. Returns the way to stop it. */
  onReread(listener: () => void): () => void
  stop(): void
}

/**
 * Starts what keeps a journal well: its disk is watched and healed, and what must leave it leaves it.
 * @param reload reads again what is remembered of the file.
 */
export async function keep(
  parts: { readonly db: Database; readonly writer: Writer; readonly disk: DiskWatch; reload(): Promise<void> },
  options: KeepOptions,
): Promise<Keeping> {
  const { db, writer, disk } = parts
  const listeners = new Set<() => void>()
  const changed = async () => {
    await parts.reload()
    for (const listener of listeners) listener()
  }
  const healing = new Healing({ ...options, db, writer, disk, changed })
  const retention = createRetention({
    db,
    retentionDays: options.retentionDays ?? defaultRetentionDays,
    wall: () => options.clock.wall(),
    quality: () => options.clockQuality?.() ?? 'free-running',
    forget: (upTo) => writer.forget(upTo),
  })
  const upkeep = new Upkeep({ ...options, db, disk, writer, retention })
  // A disk that cannot be measured yet is written all the same; the write says what is wrong with it.
  await disk.begin().catch((error: unknown) => options.log.warn(String(error)))
  return {
    upkeep,
    onReread(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      upkeep.stop()
      healing.stop()
      disk.stop()
    },
  }
}
