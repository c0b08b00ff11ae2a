import type { ReleasesMessage, UpdateReport } from '../../src/contract/index.ts'
import type { Clock, Log, Random, Timer } from '../../src/core/index.ts'
import {
  type Current,
  type DataPart,
  readCurrent,
  readShelf,
  type Shelf,
  tidyVersions,
} from '../../src/update/index.ts'
import type { UpdateFace } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { type AppliedUpdate, Applier, type Effect, stoppedDesk, type UpdatedDesk } from './apply.ts'
import { Follower } from './follow.ts'
import { type HealthSigns, watchHealth } from './health.ts'
import { type UpdatePlace, updatePlace } from './place.ts'
import { policyOf, type UpdatePolicy } from './policy.ts'
import { reportsOf } from './reports.ts'

/** How the updates of a desk are, for people. */
export interface UpdateStatus {
  readonly version: string
  /** The version of the package. */
  readonly base: string
  readonly policy: UpdatePolicy
  readonly current: Current
  readonly shelf: Shelf
  readonly reports: readonly UpdateReport[]
}

/** Who keeps a running desk up to date. */
export interface Updates extends UpdateFace {
  /** From now on there is a desk to look after. Until it has proven itself it is on trial. */
  attach(desk: RunningDesk): void
  /** Takes a bundle, or without one what was fetched and waits. */
  apply(file?: string): Promise<readonly AppliedUpdate[]>
  rollback(part: 'program' | DataPart): Promise<Effect>
  status(): UpdateStatus
  stop(): void
}

/** The desk that is looked after. */
export interface RunningDesk extends UpdatedDesk {
  status(): Promise<HealthSigns>
  /** This version works. */
  healthy(): void
  /** Reports have changed. */
  changed(): void
}

/** What updates need. */
export interface UpdatesOptions {
  readonly config: Config
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Where this program stands; found out unless given. */
  readonly place?: UpdatePlace
}

/** Keeps a desk up to date. */
export function createUpdates(options: UpdatesOptions): Updates {
  const { config, clock, log } = options
  const place = options.place ?? updatePlace(config.dataFolder)
  const { places, running } = place
  const applier = new Applier(place, clock, log)
  let desk: RunningDesk | undefined
  let health: Timer | undefined
  const follower = new Follower({
    ...options,
    place,
    policy: policyOf(config),
    desk: `${config.centre}/${config.desk}`,
    applier,
    busy: () => (desk ?? stoppedDesk).busy(),
    ca: () => config.broker().ca,
    changed: () => desk?.changed(),
  })
  const reports = () => reportsOf(places, running, follower.underWay)
  return {
    reports,
    releases: (message: ReleasesMessage) => follower.releases(message),
    attach(attached) {
      desk = attached
      applier.attach(attached)
      tidyVersions(places, running)
      health = watchHealth(
        clock,
        () => attached.status(),
        () => {
          log.info('this version works', { state: place.version })
          attached.healthy()
          attached.changed()
        },
      )
    },
    async apply(file) {
      const done: AppliedUpdate[] = []
      for (const one of file === undefined ? follower.waiting : [file]) done.push(await applier.apply(one))
      desk?.changed()
      return done
    },
    async rollback(part) {
      const effect = await applier.rollback(part)
      desk?.changed()
      return effect
    },
    status: () => ({
      version: place.version,
      base: place.base,
      policy: policyOf(config),
      current: readCurrent(places).value,
      shelf: readShelf(places).value,
      reports: reports(),
    }),
    stop() {
      health?.cancel()
      follower.stop()
      applier.stop()
    },
  }
}
