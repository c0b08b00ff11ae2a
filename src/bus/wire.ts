import type { ErrorCode, TextArgs } from '../core/index.ts'

/** Bytes as they came, with the monotonic time (milliseconds of `process.hrtime`) at which they were read. */
export interface Chunk {
  readonly bytes: Uint8Array
  readonly at: number
  /** On a wire of reports: the number of the report, which the bytes do not repeat; 0 where reports have none. */
  readonly report?: number
}

/** Which report of a device is written. `read` asks for a feature report, which then arrives like any other. */
export interface ReportOrder {
  /** 0 where reports have no number. */
  readonly number: number
  readonly kind: 'output' | 'feature' | 'read'
}

/** Why a wire is gone. A wire that we closed is gone too. */
export interface LostReason {
  readonly code: ErrorCode
  readonly args: TextArgs
}

/** What passed through a wire, and what did not fit. */
export interface WireStats {
  readonly bytesIn: number
  readonly bytesOut: number
  /** Received bytes that were dropped because nobody read them in time. */
  readonly droppedBytes: number
  /** Lines that were dropped because they were longer than the profile allows. */
  readonly droppedLines: number
}

/** An open two-way way to a device. It never reopens itself. */
export interface Wire {
  /** Whether a chunk is any part of a stream of bytes, one whole message, or one whole report. */
  readonly kind: 'stream' | 'messages' | 'reports'
  /** What arrives, for one reader. Ends when the wire is lost and all that had arrived was read. */
  readonly readable: AsyncIterable<Chunk>
  /** Resolves when the system has taken all the bytes; rejects with a coded error, after which the wire may be lost. */
  write(bytes: Uint8Array, report?: ReportOrder): Promise<void>
  /** Resolves when the port is free again. */
  close(): Promise<void>
  /** Resolves once, when the wire can no longer be used. Never rejects. */
  readonly lost: Promise<LostReason>
  stats(): WireStats
  /** The names of other programs that have it open as well and take bytes away, where the system tells; goes through all processes. */
  sharers?(): Promise<readonly string[]>
}

/** How a serial port is set. */
export interface SerialSettings {
  readonly baud: number
  readonly data: 7 | 8
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space'
  readonly stop: 1 | 1.5 | 2
  readonly flow: 'none' | 'rtscts' | 'xonxoff'
  /** Modem lines to set after opening; left as the system has them when absent. */
  readonly dtr?: boolean
  readonly rts?: boolean
  /** Milliseconds to leave the device alone after opening (boards that restart when a port opens). */
  readonly openDelay?: number
  /** Deliver whole lines, with their `\n`; longer ones than `max` bytes are dropped and counted. */
  readonly lines?: { readonly max: number }
}

/** Where a device is. */
export type WireAddress =
  | { readonly kind: 'serial'; readonly path: string; readonly settings: SerialSettings }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | ({ readonly kind: 'ws' | 'socketio' | 'rest' } & ServiceAddress)
  | {
      readonly kind: 'hid'
      /** The collection to open, as the list of what is attached names it. */
      readonly path: string
      /** Whether the first byte of each report is its number. */
      readonly numbered: boolean
      /** Milliseconds between two writes. */
      readonly spacing: number
      /** Bytes of each kind of report, without the number; what is written is filled up with zeros. */
      readonly input?: number
      readonly output?: number
      readonly feature?: number
    }
  | {
      readonly kind: 'keyboard'
      /** `/dev/input/eventN`. */
      readonly path: string
      /** What makes the device one that does not type, shown where it cannot be kept from typing. */
      readonly modeSwitch?: { readonly to: 'hid-pos' | 'serial'; readonly code: string }
    }

/** Where the service of a maker is: on this PC, or in the device where that is a small network of its own. */
export interface ServiceAddress {
  /** To this PC, or to the address that is pinned. */
  readonly url: string
  /** The address of a device that is a small network of its own, e.g. `192.168.5.1`. */
  readonly pinned?: string
  /** Whether its certificate may be one that nobody vouches for. */
  readonly selfSigned?: boolean
  /** Bytes of one message at most. */
  readonly max: number
}

/** At most this much may wait to be written on one wire; a write beyond it is refused. */
export const maxPendingWrite = 64 * 1024
/** A device that takes nothing for this long is lost. */
export const writeStallMs = 2_000
