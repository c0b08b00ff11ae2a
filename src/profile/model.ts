import type { Charset, Danger, DeviceClass, MatchEntry, VectorSpec } from './schema/index.ts'

/** A device that is described by data: what it is, how it is joined, and how its bytes become events. */
export interface Profile {
  /** Maker and model, like `generic.cd5220`. */
  readonly id: string
  readonly name: string
  readonly revision: number
  readonly deviceClass: DeviceClass
  readonly link: Link
  readonly commands: ReadonlyMap<string, CommandInfo>
  /** Event data that never reaches a log, a diagnosis or a support bundle. */
  readonly redact: readonly string[]
  readonly match: readonly MatchEntry[]
  /** The embedded test vectors, which `runVectors` runs. */
  readonly tests: readonly VectorSpec[]
  /** Begins to speak with one device. `now` is monotonic time in milliseconds. */
  start(now: number): Session
}

/** How the device is joined to the PC, unless the site says otherwise. */
export type Link =
  | {
      readonly kind: 'serial'
      readonly baud: number
      readonly data: 7 | 8
      readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space'
      readonly stop: 1 | 1.5 | 2
      readonly flow: 'none' | 'rtscts' | 'xonxoff'
      readonly dtr?: boolean
      readonly rts?: boolean
      /** Milliseconds the device needs after the port is opened. */
      readonly openDelay: number
      /** The wire may deliver whole lines, with their end, of at most `max` bytes. */
      readonly lines?: { readonly max: number }
    }
  | { readonly kind: 'tcp' }

/** A command as others see it. */
export interface CommandInfo {
  readonly name: string
  readonly params: readonly ParamInfo[]
  /** Never callable from outside: not by the server, not by a page. */
  readonly internal: boolean
  /** Whether a waiting call may be dropped when a newer one comes. */
  readonly coalesce: 'latest' | 'none'
  /** What it does that cannot be undone. */
  readonly destructive?: Danger
}

export type ParamInfo = { readonly name: string; readonly required: boolean } & (
  | { readonly kind: 'int'; readonly min: number; readonly max: number }
  | { readonly kind: 'bool' }
  | { readonly kind: 'colour' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | {
      readonly kind: 'text'
      readonly maxCells: number
      readonly overflow: 'cut' | 'refuse' | 'scroll'
      readonly charset: Charset
    }
)

export type EventData = Readonly<Record<string, string | number | boolean>>
export type CommandArgs = Readonly<Record<string, string | number | boolean>>

/** A device that is being spoken with. Pure: it owns no timer; whoever holds it calls `tick` at `wakeAt`. */
export interface Session {
  /** The wire is open: gives the opening sequence and starts polling. */
  open(now: number): SessionOutput
  bytes(chunk: Uint8Array, now: number): SessionOutput
  /**
   * Throws `DB-PRO-030` to `-034` for a command or arguments that the device does not have, `-082` for a destructive one
   * that no technician calls, and `-083` when too many wait for an answer.
   */
  command(name: string, args: CommandArgs, now: number, caller?: 'technician'): SessionOutput
  /** The event is on disk (or was before): gives the replies that waited for it. */
  accepted(eventId: number, now: number): SessionOutput
  tick(now: number): SessionOutput
  /** The wire will be closed: gives the closing sequence. */
  close(now: number): SessionOutput
  stats(): Readonly<SessionStats>
}

/** What comes out of every call. */
export interface SessionOutput {
  readonly events: readonly DeviceEvent[]
  /** To be written in this order. */
  readonly writes: readonly DeviceWrite[]
  /** Monotonic milliseconds at which `tick` wants to be called; null for never. */
  readonly wakeAt: number | null
}

/** Something that happened at a device, in the vocabulary `press`, `release`, `scan`, `card`, `status`, `fault`, … */
export interface DeviceEvent {
  /** Counts from 1 within a session. */
  readonly id: number
  readonly name: string
  readonly data: EventData
  /** Two events with the same key are one event that the device told twice. */
  readonly dedupeKey?: string
}

export interface DeviceWrite {
  /** Empty where only the pause matters. */
  readonly bytes: Uint8Array
  /** Milliseconds to wait before the bytes. */
  readonly delay?: number
}

/** "No bytes", "bytes but no frames", "frames but no rule" point at cable, speed and profile in turn. */
export interface SessionStats {
  bytes: number
  frames: number
  /** Bytes that belonged to no frame. */
  dropped: number
  checkFailures: number
  /** Frames that were longer than allowed. */
  overruns: number
  /** Frames that no rule wanted. */
  unknown: number
  /** Frames that a rule wanted but whose values were impossible. */
  rejected: number
  events: number
  /** Events left out because the same one had just been there. */
  repeated: number
  pollMisses: number
  /** Replies never sent: too many waited for the disk, or their values did not fit. */
  repliesLost: number
}
