import type { BrokerSettings } from '../../src/broker/index.ts'
import type { WireAddress } from '../../src/bus/index.ts'
import type { Language } from '../../src/core/index.ts'
import type { CounterSettings } from '../../src/counter/index.ts'
import type { DeviceRole } from '../../src/device/index.ts'
import type { Profile } from '../../src/profile/index.ts'
import type { LogLevel } from '../log.ts'

/** The configuration of a desk as the program uses it: paths absolute, defaults filled in, profiles compiled. */
export interface Config {
  readonly file: string
  readonly centre: string
  readonly desk: string
  readonly dataFolder: string
  readonly root: string
  readonly language: Language
  readonly logLevel: LogLevel
  /** Read anew for each connection, so that renewed certificates are used. */
  broker(): Omit<BrokerSettings, 'will'>
  readonly receipts: 'centre' | 'none'
  /** How many days receipted facts stay on the desk, where the journal's own answer is not wanted. */
  readonly retentionDays?: number
  readonly counters: readonly CounterConfig[]
  readonly devices: readonly DeviceConfig[]
}

/** One counter this desk serves. */
export interface CounterConfig {
  readonly id: string
  readonly settings: CounterSettings
}

/** One device and what it means. */
export interface DeviceConfig {
  readonly name: string
  readonly profile: Profile
  readonly address: WireAddress
  readonly counter: string
  readonly role: DeviceRole
  readonly keys: Readonly<Record<string, string>>
}
