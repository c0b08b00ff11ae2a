import type { Bus, WireAddress, WireStats } from '../bus/index.ts'
import type { DeskInput, DeskOutput, DeviceHealth } from '../contract/index.ts'
import type { Clock, Log, Random } from '../core/index.ts'
import type { EventData, Profile, SessionDiagnosis, SessionStats, StartOptions } from '../profile/index.ts'
import type { Marks } from './finding/assign.ts'
import type { Asking } from './finding/questions.ts'
import type { Recorder } from './recorder/recorder.ts'

/** What a device is for at its counter. */
export type DeviceRole = 'call-keypad' | 'rating-pad' | 'display' | 'scanner'

/** One device of the desk, as the site configured it. */
export interface DeviceBinding {
  readonly name: string
  readonly profile: Profile
  readonly at: Whereabouts
  readonly counter: string
  readonly role: DeviceRole
  /** What the keys mean here (an action, or a level), by the name the profile gives them. Overrides that name. */
  readonly keys: Readonly<Record<string, string>>
  /** On a shared line: the counter of each address. */
  readonly lineCounters?: ReadonlyMap<number, string>
  /** Addresses on a shared line, and how keys and readings are to be judged, where the site says so. */
  readonly start?: StartOptions
}

/** Where a device is: at an address that the site gave, or in one of the desk's sockets, known by these marks or none. */
export type Whereabouts =
  | { readonly kind: 'address'; readonly address: WireAddress }
  | { readonly kind: 'plugged'; readonly marks: Marks; readonly baud?: number }

/** What was learnt of devices, kept from one start to the next. */
export interface DeviceMemory {
  marksOf(device: string): Marks
  remember(device: string, marks: Marks): void
}

/** What the agent gives to its devices. */
export interface DeviceHost {
  readonly clock: Clock
  readonly log: Log
  readonly random: Random
  readonly bus: Bus
  readonly memory: DeviceMemory
  /** Writes down what devices say; `noRecorder` where nobody wants it. */
  readonly recorder: Recorder
  /** Where devices may be asked what they are; nobody is asked without it. */
  readonly asking?: Asking
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
  /** Makes itself heard once, now, where its profile knows how. */
  beep(): void
  stop(): Promise<void>
  diagnostics(): DeviceDiagnostics
}

/**
 * Where to look when nothing arrives, or only pieces: at a program that reads the same port; else no bytes point at the
 * cable, bytes without frames at the line settings, frames without a rule at the profile.
 */
export type FaultHint = 'none' | 'foreign-reader' | 'no-bytes' | 'no-frames' | 'no-rule'

/** What a technician wants to know. Nothing that a person typed, scanned or was shown. */
export interface DeviceDiagnostics {
  readonly health: DeviceHealth
  readonly hint: FaultHint
  /** Of the present wire; absent while there is none. */
  readonly session: Readonly<SessionStats> | undefined
  readonly diagnosis: SessionDiagnosis | undefined
  /** What the device says of which one it is. */
  readonly identity: EventData
  readonly wire: WireStats | undefined
  /** Other programs that read the same port, as far as the system told when senseless bytes piled up. */
  readonly sharers: readonly string[]
  /** How often the device was lost since the agent started. */
  readonly losses: number
  /** Presses of keys without a meaning. */
  readonly unknownKeys: number
  /** Presses that could not be stored. */
  readonly notAccepted: number
}
