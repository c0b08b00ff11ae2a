/** What a USB device says of itself. */
export interface UsbIdentity {
  readonly vid: number
  readonly pid: number
  /** `bcdDevice`; drivers tell chips apart by it. */
  readonly release?: number
  readonly manufacturer?: string
  readonly product?: string
  /** Most cheap panels have none. */
  readonly serial?: string
}

/** One request on the control pipe, USB 2.0 section 9.3. */
export interface Setup {
  readonly type: number
  readonly request: number
  readonly value: number
  readonly index: number
  readonly length: number
}

/** One kind of device: all that differs from another behind the same plug. */
export interface UsbModel {
  readonly identity: UsbIdentity
  readonly deviceClass: number
  /** The configuration descriptor with all that belongs to it. */
  readonly configuration: Buffer
  /** The endpoint on which it speaks, without the direction bit. */
  readonly voice: number
  /** A class or vendor request; undefined when the device does not know it. */
  request(setup: Setup, data: Buffer): Buffer | undefined
  /** A descriptor of an interface, e.g. a report descriptor. */
  interfaceDescriptor?(kind: number): Buffer | undefined
  /** Bytes that the computer sent. */
  received(bytes: Buffer): void
  /** What really goes over the wire for bytes that the device says. */
  wrap?(bytes: Buffer): Buffer
}

/** What an emulated device noticed. */
export type Noticed =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'line'; readonly line: LineSettings }
  | { readonly kind: 'modem'; readonly dtr: boolean; readonly rts: boolean }
  | { readonly kind: 'report'; readonly type: ReportType; readonly number: number; readonly bytes: Uint8Array }
  /** The computer let go of it, or it was pulled out. */
  | { readonly kind: 'gone' }

/** The kinds of HID reports. */
export type ReportType = 'input' | 'output' | 'feature'

/** How a serial chip was set, as far as the computer has said. */
export interface LineSettings {
  readonly baud?: number
  readonly data?: number
  readonly parity?: 'none' | 'odd' | 'even' | 'mark' | 'space'
  readonly stop?: number
}

/** Where a model says what it noticed. */
export type Notice = (noticed: Noticed) => void

/** An answer without content. */
export const done: Buffer = Buffer.alloc(0)
/** The order in which most chips count parities. */
export const parities = ['none', 'odd', 'even', 'mark', 'space'] as const
/** The order in which most chips count stop bits. */
export const stops = [1, 1.5, 2] as const

/** Two bytes, low one first. */
export function le16(value: number): readonly number[] {
  return [value & 0xff, value >> 8]
}
