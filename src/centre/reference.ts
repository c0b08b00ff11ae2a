import type { BrokerSettings } from '../broker/index.ts'
import { formatTime, type Request } from '../contract/index.ts'
import { type Clock, type Log, type Random, uuidv7 } from '../core/index.ts'
import { type Centre, type CentreOptions, openCentre } from './centre.ts'
import { createTicketQueue, type TicketQueue } from './queue.ts'
import { type CentreStore, openSqliteStore } from './store.ts'

/** A complete small centre: facts into SQLite, tickets, answers to requests. */
export interface ReferenceCentre {
  readonly centre: Centre
  readonly store: CentreStore
  readonly queue: TicketQueue
  stop(): Promise<void>
}

/** What a reference centre needs; the observers are those of {@link CentreOptions}. */
export interface ReferenceCentreOptions
  extends Pick<CentreOptions, 'applied' | 'request' | 'state' | 'devices' | 'connected' | 'result'> {
  readonly folder: string
  readonly broker: Omit<BrokerSettings, 'will'>
  readonly root?: string
  /** Tickets that always stand in line, so that there is somebody to call. */
  readonly keepWaiting: number
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** Opens the store and the queue, and answers desks until stopped. */
export async function serveReferenceCentre(options: ReferenceCentreOptions): Promise<ReferenceCentre> {
  const { clock, random, log } = options
  const store = await openSqliteStore(options.folder, clock)
  const queue = createTicketQueue(store.database)
  await queue.fill(options.keepWaiting)

  const answer = async (desk: string, request: Request) => {
    const id = uuidv7(clock.wall(), random)
    const args = await queue.decide(request, id)
    const madeAt = formatTime(clock.wall())
    await centre.command(desk, {
      id,
      name: 'counter.show',
      counter: request.counter,
      args,
      madeAt,
      inReplyTo: request.id,
    })
    await queue.fill(options.keepWaiting)
  }

  const centre = openCentre({
    ...options,
    store,
    request(desk, request) {
      options.request?.(desk, request)
      answer(desk, request).catch((error: unknown) => log.error('request not answered', { reason: String(error) }))
    },
    result(desk, result) {
      options.result?.(desk, result)
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
