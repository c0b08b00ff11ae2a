import type { ErrorMessage } from '../../core/index.ts'
import type { LostReason, SerialSettings } from '../wire.ts'

/** Names one opening of a port for as long as the child lives. */
export type PortId = number

/** What the core tells the serial child. */
export type ToSerialChild =
  | { readonly kind: 'open'; readonly port: PortId; readonly path: string; readonly settings: SerialSettings }
  | { readonly kind: 'write'; readonly port: PortId; readonly write: number; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly port: PortId }

/** What the serial child tells the core. */
export type FromSerialChild =
  | { readonly kind: 'opened'; readonly port: PortId }
  | { readonly kind: 'refused'; readonly port: PortId; readonly error: ErrorMessage }
  | { readonly kind: 'chunk'; readonly port: PortId; readonly bytes: Uint8Array; readonly at: number }
  | { readonly kind: 'written'; readonly port: PortId; readonly write: number }
  | { readonly kind: 'dropped'; readonly port: PortId; readonly bytes: number; readonly lines: number }
  | { readonly kind: 'lost'; readonly port: PortId; readonly reason: LostReason }
  /** The port is free again. Always the last word about a port. */
  | { readonly kind: 'closed'; readonly port: PortId }
