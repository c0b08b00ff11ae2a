import type { Push } from '../configuration/books.ts'
import type { CheckedPlan } from '../configuration/preview.ts'
import type { EnrolmentActs } from '../enrolment/index.ts'
import type { BundleCollector } from '../support/index.ts'

/**
 * What can be done with desks from the page, each where the centre can. All resolve once it is done or on its way, and
 * reject with a DeskError that the page shows.
 */
export interface FleetActs {
  /** What IT does with PCs, where this centre enrols them. */
  readonly desks?: EnrolmentActs
  /** Pushing the centre's configuration file. */
  readonly configuration?: ConfigurationActs
  /** Support bundles of desks. */
  readonly bundles?: Pick<BundleCollector, 'ask' | 'asked' | 'kept' | 'read'>
  /** Offers the newest release to the next desks. */
  wave?(): Promise<void>
}

/** The configuration of all desks, as the command line pushes it too. */
export interface ConfigurationActs {
  /** What is wrong with the text of a `provision.yaml`, or what a push of it would change. Nothing is sent. */
  check(source: string): Promise<CheckedPlan>
  /**
   * Pushes it to the desks that it changes, so many of them before the others.
   * @throws DeskError DB-PRV-032 it is wrong, DB-PRV-027 it changes nothing.
   */
  push(source: string, first: number): Promise<{ readonly revision: number; readonly desks: number }>
  /** The newest first. */
  pushes(): Promise<readonly Push[]>
}
