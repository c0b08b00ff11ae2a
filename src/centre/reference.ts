import type { BrokerSettings } from '../broker/index.ts'
import type { Clock, Log, Random } from '../core/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { type ConfigurationSender, sendConfigurations } from './configuration/sending.ts'
import { type DeskEnrolment, type Fleet, lastFacts, watchFleet } from './fleet/index.ts'
import type { Hall, HallPlan } from './hall/hall.ts'
import { openHall, type RunningHall } from './hall/open-hall.ts'
import { openPlan } from './hall/plan.ts'
import { recordFacts } from './hall/record.ts'
import type { HallPost } from './hall/telling.ts'
import type { CentreObservers } from './options.ts'
import { openSqliteStore, type SqliteStore } from './sqlite/store.ts'

/** A complete small centre: facts into SQLite, a hall with its tickets, answers to requests. */
export interface ReferenceCentre {
  readonly centre: Centre
  readonly store: SqliteStore
  readonly hall: Hall
  /** Every desk, and what is wrong with it. */
  readonly fleet: Fleet
  stop(): Promise<void>
}

/** What a reference centre needs; the observers are those of {@link CentreObservers}. */
export interface ReferenceCentreOptions extends CentreObservers {
  readonly folder: string
  readonly broker: Omit<BrokerSettings, 'will' | 'session'>
  readonly root?: string
  /** One field for every counter that speaks, unless given. */
  readonly plan?: HallPlan
  /** Tickets that always stand in line, so that there is somebody to call. */
  readonly keepWaiting: number
  /** Whether a desk is shut out; as in `CentreOptions`. */
  readonly refuses?: (desk: string) => boolean
  /** What is known of the desks' certificates, where this centre enrols them. */
  readonly enrolled?: () => ReadonlyMap<string, DeskEnrolment>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** Opens the store and the hall, and answers desks until stopped. */
export async function serveReferenceCentre(options: ReferenceCentreOptions): Promise<ReferenceCentre> {
  const { clock, random, log, plan = openPlan, keepWaiting } = options
  const store = await openSqliteStore({ folder: options.folder, clock, effect: recordFacts(plan, () => clock.wall()) })
  const post: HallPost = {
    command: (...args) => centre.command(...args),
    configure: (...args) => centre.configure(...args),
    shareWaiting: (...args) => centre.shareWaiting(...args),
  }
  const hall = await openHall({ plan, database: store.database, post, clock, random, log })
  await hall.fill(keepWaiting)
  const fleet = watchFleet({
    known: await store.desks(),
    last: await lastFacts(store.database),
    clock,
    ...(options.enrolled ? { enrolled: options.enrolled } : {}),
  })
  const sender = sendConfigurations({
    database: store.database,
    send: (desk, message) => centre.provision(desk, message),
    clock,
    log,
  })
  const centre = openCentre({ ...options, store, ...watchedBy(hall, fleet, sender, options) })
  return {
    centre,
    store,
    hall,
    fleet,
    async stop() {
      await sender.stop()
      await centre.stop()
      fleet.stop()
      await hall.stop()
      await store.close()
    },
  }
}

/** The hall, the fleet and who sends configuration hear what the centre hears, and after them those who watch. */
function watchedBy(hall: RunningHall, fleet: Fleet, sender: ConfigurationSender, options: ReferenceCentreOptions) {
  const { keepWaiting } = options
  return {
    async answer(...asked: Parameters<RunningHall['answer']>) {
      const answer = await hall.answer(...asked)
      // Behind the answer, which an officer waits for.
      hall.fill(keepWaiting).catch((error: unknown) => options.log.error('no tickets', { reason: String(error) }))
      return answer
    },
    result(...[desk, result, kind]: Parameters<NonNullable<CentreObservers['result']>>) {
      hall.result(result)
      options.result?.(desk, result, kind)
    },
    state(...[desk, state]: Parameters<NonNullable<CentreObservers['state']>>) {
      hall.presence(desk, state)
      fleet.state(desk, state)
      sender.state(desk, state)
      options.state?.(desk, state)
    },
    devices(...[desk, message]: Parameters<NonNullable<CentreObservers['devices']>>) {
      fleet.devices(desk, message)
      options.devices?.(desk, message)
    },
    counters(...[desk, message]: Parameters<NonNullable<CentreObservers['counters']>>) {
      hall.counters(desk, message)
      fleet.counters(desk, message)
      options.counters?.(desk, message)
    },
    applied(...[facts]: Parameters<NonNullable<CentreObservers['applied']>>) {
      hall.applied(facts)
      fleet.applied(facts)
      options.applied?.(facts)
    },
    connected(online: boolean) {
      hall.connected(online)
      sender.connected(online)
      options.connected?.(online)
    },
  }
}
