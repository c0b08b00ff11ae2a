import type { Bus, WireAddress, WireStats } from '../bus/index.ts'
import type { DeskInput, DeskOutput, DeviceHealth } from '../contract/index.ts'
import type { Clock, Log, Random } from '../core/index.ts'
import type { Profile, SessionStats } from '../profile/index.ts'

/** What a device is for at its counter. */
export type DeviceRole = 'call-keypad' | 'rating-pad' | 'display' | 'scanner'

/** One device of the desk, as the site configured it. */
export interface DeviceBinding {
  readonly name: string
  readonly profile: Profile
  readonly address: WireAddress
  readonly counter: string
  readonly role: DeviceRole
  /** What the keys mean here (an action, or a level), by the name the profile gives them. Overrides that name. */
  readonly keys: Readonly<Record<string, string>>
}

/** What the agent gives to its devices. */
export interface DeviceHost {
  readonly clock: Clock
  readonly log: Log
  readonly random: Random
  readonly bus: Bus
  /** Resolves when the input is on disk; rejects when it could not be accepted. */
  accept(input: DeskInput): Promise<void>
  /** Whether a press of that dedupe key is already on disk. */
  isKnown(dedupeKey: string): boolean
  healthChanged(health: DeviceHealth): void
}

/** One supervised device. */
export interface Device {
  health(): DeviceHealth
  /** Shows it now if the device can, and again whenever the device comes back. */
  show(output: DeskOutput): void
  stop(): Promise<void>
  diagnostics(): DeviceDiagnostics
}

/**
 * Where to look when nothing arrives: no bytes point at the cable, bytes without frames at the line settings, frames
 * without a rule at the profile.
 */
export type FaultHint = 'none' | 'no-bytes' | 'no-frames' | 'no-rule'

/** What a technician wants to know. Nothing that a person typed, scanned or was shown. */
export interface DeviceDiagnostics {
  readonly health: DeviceHealth
  readonly hint: FaultHint
  /** Of the present wire; absent while there is none. */
  readonly session: Readonly<SessionStats> | undefined
  readonly wire: WireStats | undefined
  /** How often the device was lost since the agent started. */
  readonly losses: number
  /** Presses of keys without a meaning. */
  readonly unknownKeys: number
  /** Presses that could not be stored. */
  readonly notAccepted: number
}
