import type { Bus } from '../src/bus/index.ts'
import type { Provisioning, ProvisionReport, ReleasesMessage, UpdateReport } from '../src/contract/index.ts'
import type { Clock, Log, Random } from '../src/core/index.ts'
import type { CardReader } from './card/start-cards.ts'

/** What the agent gets from the world. */
export interface AgentWorld {
  readonly clock: Clock
  /** The time of people and of the centre, which goes on while the PC sleeps; `clock` itself where none is given. */
  readonly life?: Clock
  readonly random: Random
  readonly log: Log
  /** The wires of this PC; its own where none are given. */
  readonly bus?: Bus
  /** Whoever takes configuration that the centre sends; without it such messages pass by. */
  readonly provision?: ProvisionPost
  /** Who updates the desk, where somebody does. */
  readonly updates?: UpdateFace
  /** Brings a support bundle to the centre; gives why not, where that cannot be done. */
  readonly support?: (upload: string) => Promise<string | undefined>
  /** What reads chips, where something does. */
  readonly cardReader?: CardReader
}

/** Where configuration of the centre goes, and what became of it. */
export interface ProvisionPost {
  /** Resolves when it is on disk or refused; what comes of it is told later. */
  take(message: Provisioning): Promise<void>
  report(): ProvisionReport | undefined
}

/** What the agent and its centre want of who updates the desk. */
export interface UpdateFace {
  /** How far updates are, for the centre. */
  reports(): readonly UpdateReport[]
  /** The centre says what the desk may update to. */
  releases(message: ReleasesMessage): void
}
