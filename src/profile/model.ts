import type {
  Charset,
  Danger,
  DeviceClass,
  IdentitySpec,
  KeyTuningSpec,
  MatchEntry,
  ReadingTuningSpec,
  VectorSpec,
} from './schema/index.ts'

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
  /** Whether bytes of the device may be written down: false wherever they may hold something personal. */
  readonly isPlain: boolean
  readonly match: readonly MatchEntry[]
  /** Where the device says which one it is, best first. */
  readonly identity: IdentitySpec
  /** Present where several devices share the line. */
  readonly bus?: BusInfo
  /** The embedded test vectors, which `runVectors` runs. */
  readonly tests: readonly VectorSpec[]
  /** Begins to speak with one device. `now` is monotonic time in milliseconds. */
  start(now: number, options?: StartOptions): Session
}

/** What the site and the search know of one device. */
export interface StartOptions {
  /** The variant that matched. */
  readonly variant?: string
  /** The addresses on the line that are in use. */
  readonly addresses?: readonly number[]
  /** What the site says instead of the profile's defaults. */
  readonly keys?: KeyTuningSpec
  readonly readings?: readonly ReadingTuningSpec[]
}

/** A line with several devices, told apart by an address. */
export interface BusInfo {
  /** The name of the address in event data and arguments. */
  readonly param: string
  readonly lowest: number
  readonly highest: number
  /** Milliseconds that the line is quiet behind an answer, and that separate frames. */
  readonly turnaround: number
  readonly gap: number
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
  | {
      readonly kind: 'hid'
      /** Whether reports carry a number in front, which offsets do not count. */
      readonly numbered: boolean
      readonly interface?: number
      readonly usagePage?: number
      readonly usage?: number
      /** Bytes of each kind of report, without the number; writes are filled up to them. */
      readonly input?: number
      readonly output?: number
      readonly feature?: number
      /** Milliseconds between two writes. */
      readonly spacing: number
    }
  | {
      readonly kind: 'keyboard'
      readonly interface?: number
      /** The code that turns the device into one that does not type. */
      readonly modeSwitch?: { readonly to: 'hid-pos' | 'serial'; readonly code: string }
    }
  | { readonly kind: 'pcsc'; readonly reader?: string; readonly protocol: 't0' | 't1' | 'any' }
  | ({
      readonly kind: 'ws' | 'socketio' | 'rest'
      readonly frames: 'json' | 'text'
      /** What becomes of messages that are no JSON. */
      readonly otherText: 'ignore' | 'unknown'
    } & ServicePlace)

/** Where the service of a maker is, and what may come from there. */
export interface ServicePlace {
  readonly url: string
  /** The IP address of a place that is not this PC. */
  readonly pinned?: string
  /** Its certificate is one for which nobody vouches. */
  readonly selfSigned?: true
  /** Bytes of the longest message. */
  readonly max: number
}

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
  /** A whole report of a HID device or keyboard, without its number; 0 where reports have none. */
  report(number: number, bytes: Uint8Array, now: number): SessionOutput
  /** A whole message of a local service. */
  message(text: string, now: number): SessionOutput
  /**
   * Throws `DB-PRO-030` to `-034` for a command or arguments that the device does not have, `-082` for a destructive one
   * that no technician calls, and `-083` when too many wait for an answer.
   */
  command(name: string, args: CommandArgs, now: number, caller?: 'technician'): SessionOutput
  /**
   * Asks what a `probe` of the profile asks, which may be a command for nobody else. On a shared line the lowest address
   * is asked. {@link fitted} tells whether the answer came.
   */
  probe(send: string, now: number): SessionOutput
  /** The event is on disk (or was before): gives the replies that waited for it. */
  accepted(eventId: number, now: number): SessionOutput
  tick(now: number): SessionOutput
  /** The wire will be closed: gives the closing sequence. */
  close(now: number): SessionOutput
  stats(): Readonly<SessionStats>
  /** What helps to find out what is wrong; without anything personal. */
  diagnosis(now: number): SessionDiagnosis
  /** The rules that frames of the device have fitted. */
  fitted(): ReadonlySet<string>
  /** The fields that tell which device it is, as far as it has said them. */
  identity(): Readonly<Record<string, string | number | boolean>>
}

/** A closer look at a session. */
export interface SessionDiagnosis {
  /** The last 20 frames that no rule wanted. */
  readonly unknownFrames: readonly UnknownFrame[]
  readonly lastEventAgeMs: number | null
  /** Unanswered polls, by address; under `line` where there are no addresses. */
  readonly missesByAddress: Readonly<Record<string, number>>
}

export interface UnknownFrame {
  readonly ageMs: number
  readonly length: number
  readonly report?: number
  /** Absent for devices that may read something personal. */
  readonly hex?: string
}

/** What comes out of every call. */
export interface SessionOutput {
  readonly events: readonly DeviceEvent[]
  /** To be written in this order. */
  readonly writes: readonly DeviceWrite[]
  /** Monotonic milliseconds at which `tick` wants to be called; null for never. */
  readonly wakeAt: number | null
  /** The device fell silent in a way that only a fresh wire mends. */
  readonly reopen: boolean
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
  /** On a wire of reports: which one; `read` asks for a feature report, which then arrives like any other. */
  readonly report?: { readonly number: number; readonly kind: 'output' | 'feature' | 'read' }
  /** On a wire of messages: the bytes are one text message. */
  readonly isMessage?: true
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
  /** Commands that found no place on the line. */
  writesLost: number
  /** Replies never sent: too many waited for the disk, or their values did not fit. */
  repliesLost: number
}
