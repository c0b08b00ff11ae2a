import type { ErrorMessage } from '../../core/index.ts'
import type { LostReason, SerialSettings } from '../wire.ts'

/** Names one opening of a port for as long as the child lives. */
export type PortId = number

/** A serial port that the system knows. */
export interface SerialPortInfo {
  /** The path to open, e.g. `/dev/ttyUSB0` or `COM7`. */
  readonly path: string
  /** Maker, vendor and product id and serial number of a USB adapter, as far as it tells. */
  readonly maker?: string
  readonly usb?: string
  readonly serial?: string
}

/** What the core tells the serial child. */
export type ToSerialChild =
  | { readonly kind: 'open'; readonly port: PortId; readonly path: string; readonly settings: SerialSettings }
  | { readonly kind: 'write'; readonly port: PortId; readonly write: number; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly port: PortId }
  | { readonly kind: 'list' }

/** What the serial child tells the core. */
export type FromSerialChild =
  | { readonly kind: 'opened'; readonly port: PortId }
  | { readonly kind: 'refused'; readonly port: PortId; readonly error: ErrorMessage }
  | { readonly kind: 'chunk'; readonly port: PortId; readonly bytes: Uint8Array; readonly at: number }
  | { readonly kind: 'written'; readonly port: PortId; readonly write: number }
  | { readonly kind: 'dropped'; readonly port: PortId; readonly bytes: number; readonly lines: number }
  | { readonly kind: 'lost'; readonly port: PortId; readonly reason: LostReason }
  | { readonly kind: 'ports'; readonly ports: readonly SerialPortInfo[] }
  /** The port is free again. Always the last word about a port. */
  | { readonly kind: 'closed'; readonly port: PortId }
