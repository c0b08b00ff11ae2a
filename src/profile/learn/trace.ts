import type { DeviceClass } from '../schema/index.ts'

/** Bytes as they came: a part of a stream, or one whole report. */
export interface Piece {
  /** Monotonic milliseconds. */
  readonly at: number
  readonly bytes: Uint8Array
  /** The number of the report; 0 where reports have none. */
  readonly report?: number
}

/** A stretch of time in which a person did one thing, and what arrived in it. */
export type Phase =
  | { readonly kind: 'idle'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'press' | 'release'; readonly key: string; readonly pieces: readonly Piece[] }

/** How the device is joined, as far as the recording knows. */
export type TraceLink =
  | {
      readonly kind: 'serial'
      readonly baud: number
      readonly data: 7 | 8
      readonly parity: 'none' | 'even' | 'odd'
      readonly stop: 1 | 2
    }
  | { readonly kind: 'tcp' }
  | { readonly kind: 'hid'; readonly usb?: TraceUsb }
  | { readonly kind: 'keyboard'; readonly usb?: TraceUsb }

/** What the device says of itself on the bus. */
export interface TraceUsb {
  readonly vid: number
  readonly pid: number
  readonly product?: string
  readonly interface?: number
  readonly usagePage?: number
  readonly usage?: number
}

/** A recording to learn from. Every key is pressed at least twice, best in rounds, so that counters tell themselves. */
export interface Trace {
  /** The id of the profile to write, `maker.model`. */
  readonly profile: string
  readonly name: string
  readonly deviceClass: DeviceClass
  readonly link: TraceLink
  /** In the order of time. */
  readonly phases: readonly Phase[]
}

/** One press of a key: the phase in which it went down, and the one in which it came up again. */
export interface Asked {
  readonly key: string
  readonly press: number
  readonly release: number | undefined
}

/** The presses of a trace, in their order, by the numbers of their phases. */
export function asked(phases: readonly Phase[]): readonly Asked[] {
  return phases.flatMap((phase, press) => {
    if (phase.kind !== 'press') return []
    const next = phases[press + 1]
    const isReleased = next?.kind === 'release' && next.key === phase.key
    return [{ key: phase.key, press, release: isReleased ? press + 1 : undefined }]
  })
}

/** The names of the keys, each once, in the order in which they were first asked. */
export function keyNames(phases: readonly Phase[]): readonly string[] {
  return [...new Set(asked(phases).map(({ key }) => key))]
}

/** Whether what arrives is a stream that must be cut into frames. */
export function isStream({ kind }: TraceLink): boolean {
  return kind === 'serial' || kind === 'tcp'
}
