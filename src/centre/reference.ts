import type { BrokerSettings } from '../broker/index.ts'
import type { Clock, Log, Random } from '../core/index.ts'
import { type Centre, openCentre } from './centre.ts'
import type { CentreObservers } from './options.ts'
import { createTicketQueue, type TicketQueue } from './queue.ts'
import { openSqliteStore, type SqliteStore } from './sqlite/store.ts'

/** A complete small centre: facts into SQLite, tickets, answers to requests. */
export interface ReferenceCentre {
  readonly centre: Centre
  readonly store: SqliteStore
  readonly queue: TicketQueue
  stop(): Promise<void>
}

/** What a reference centre needs; the observers are those of {@link CentreObservers}. */
export interface ReferenceCentreOptions extends CentreObservers {
  readonly folder: string
  readonly broker: Omit<BrokerSettings, 'will' | 'session'>
  readonly root?: string
  /** Tickets that always stand in line, so that there is somebody to call. */
  readonly keepWaiting: number
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** Opens the store and the queue, and answers desks until stopped. */
export async function serveReferenceCentre(options: ReferenceCentreOptions): Promise<ReferenceCentre> {
  const { clock, log } = options
  const store = await openSqliteStore({ folder: options.folder, clock })
  const queue = createTicketQueue(store.database)
  await queue.fill(options.keepWaiting)

  const centre = openCentre({
    ...options,
    store,
    async answer(_, request, command) {
      const args = await queue.decide(request, command)
      await queue.fill(options.keepWaiting)
      return { name: 'counter.show', args }
    },
    result(desk, result, kind) {
      options.result?.(desk, result, kind)
      // A number that came too late for its counter must not be lost.
      if (result.state === 'refused' && result.error === 'late') {
        queue.putBack(result.id).catch((error: unknown) => log.error('ticket not put back', { reason: String(error) }))
      }
    },
  })
  return {
    centre,
    store,
    queue,
    async stop() {
      await centre.stop()
      await store.close()
    },
  }
}
