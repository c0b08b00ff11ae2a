import type { BrokerSettings } from '../../src/broker/index.ts'
import type { RatingSet } from '../../src/contract/index.ts'
import type { Language } from '../../src/core/index.ts'
import type { CounterSettings } from '../../src/counter/index.ts'
import type { DeviceBinding, DeviceRole } from '../../src/device/index.ts'
import type { LogLevel } from '../log.ts'
import type { ProfileLibrary } from '../profile-library.ts'
import type { WrittenConfig } from './schema.ts'

/** The configuration of a desk as the program uses it: paths absolute, defaults filled in, profiles compiled. */
export interface Config {
  readonly file: string
  readonly centre: string
  readonly desk: string
  readonly dataFolder: string
  readonly root: string
  /** The origins of the centre's web applications that may use this desk once they are paired. */
  readonly applications: readonly string[]
  readonly language: Language
  readonly logLevel: LogLevel
  /** Read anew for each connection, so that renewed certificates are used. */
  broker(): Omit<BrokerSettings, 'will'>
  /** Whether the broker and our certificate are written in the file, or come from enrolment and are kept up to date. */
  readonly identity: 'written' | 'enrolled'
  readonly receipts: 'centre' | 'none'
  /** How many days receipted facts stay on the desk, where the journal's own answer is not wanted. */
  readonly retentionDays?: number
  readonly counters: readonly CounterConfig[]
  readonly devices: readonly DeviceBinding[]
  /** The officer's page. */
  readonly page: PageConfig
  /** What is taken into use without a click when it is plugged in. */
  readonly adopt: readonly AdoptionRule[]
  /** Where the desk's own device profiles are; it need not be there yet. */
  readonly profilesFolder: string
  /** The device profiles at hand. */
  readonly library: ProfileLibrary
  /** The families of devices that may start; all where the site names none. */
  readonly modules?: readonly ModuleName[]
  /** When this desk may take a new version. */
  readonly updates?: NonNullable<WrittenConfig['updates']>
  /** Where it gets its certificate. */
  readonly enrolment?: NonNullable<WrittenConfig['enrolment']>
  /** Whom it believes when configuration is sent, and for how many seconds it tries one. */
  readonly provisioning: NonNullable<WrittenConfig['provisioning']>
  /** The revision of what the centre sent, where that is in force. */
  readonly revision?: number
}

/** A family of devices. */
export type ModuleName = NonNullable<WrittenConfig['modules']>[number]

/** The officer's page of this desk. */
export interface PageConfig {
  /** 0 takes any that is free. */
  readonly port: number
  /** Whether a second screen of this PC may be the rating pad. */
  readonly pad: boolean
  /** Whom to call when something is broken, in the words of the site. */
  readonly help?: string
}

/** One counter this desk serves. */
export interface CounterConfig {
  readonly id: string
  readonly settings: CounterSettings
  /** The words of the level set, where the site wrote them down. */
  readonly ratingSet?: RatingSet
}

/** Devices of this profile belong to this counter. */
export interface AdoptionRule {
  readonly profile: string
  readonly counter: string
  readonly role?: DeviceRole
  readonly keys?: Readonly<Record<string, string>>
}
