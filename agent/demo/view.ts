import type { DeviceHealth } from '../../src/contract/index.ts'
import type { OfferView } from '../devices/offer-view.ts'
import type { LearningView } from '../learn/learning-view.ts'

// What the demo's page is told. The page shares these types and nothing else with the program.

/** Everything the page shows. */
export interface DemoState {
  readonly language: 'vi' | 'en'
  /** The other pages of the demo, each at its address. */
  readonly links: { readonly officer: string; readonly tickets: string; readonly board: string }
  readonly desk: DeskView
  readonly learning: LearningView
  /** The newest facts at the centre, oldest first. */
  readonly facts: readonly FactView[]
}

/** What changed. */
export type DemoEvent =
  | { readonly kind: 'desk'; readonly desk: DeskView }
  | { readonly kind: 'facts'; readonly facts: readonly FactView[] }
  | { readonly kind: 'learning'; readonly learning: LearningView }

/** The desk, the cable and the counts at one moment. */
export interface DeskView {
  readonly cable: 'in' | 'out'
  readonly agent: AgentView
  readonly devices: readonly DeviceHealth[]
  /** Real devices that are plugged into this PC and could be taken into use. */
  readonly offers: readonly OfferView[]
  readonly panel: {
    readonly isConnected: boolean
    /** The last presses, oldest first. */
    readonly presses: readonly PressView[]
  }
  readonly pad: { readonly isConnected: boolean; readonly lamps: readonly boolean[]; readonly lost: number }
  readonly display: { readonly isConnected: boolean; readonly lines: readonly [string, string] }
  readonly counts: Counts
}

/** How the agent is. `backlog` counts facts that the centre has not confirmed. */
export type AgentView =
  | { readonly state: 'not-running' }
  | { readonly state: 'offline' | 'online'; readonly backlog: number; readonly pid: number }

/** One press of a panel key. */
export interface PressView {
  readonly number: number
  readonly key: string
  readonly acknowledged: boolean
}

/** How far presses have come since the demo was started. */
export interface Counts {
  readonly calls: Stage
  readonly ratings: Stage
  /** Numbers the centre called because somebody asked for the next one. */
  readonly called: number
}

/** Pressed, on the desk's disk, at the centre. */
export interface Stage {
  readonly pressed: number
  readonly recorded: number
  readonly centre: number
}

/** A fact as the centre has it. Delays count from when it happened, in milliseconds. */
export interface FactView {
  readonly epoch: string
  readonly sequence: number
  readonly type: string
  readonly source: string
  readonly data: Readonly<Record<string, unknown>>
  readonly toDisk: number
  readonly toCentre: number
}
