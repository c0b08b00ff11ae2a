import type { ErrorMessage } from '../../core/index.ts'
import type { Chunk, LostReason } from '../wire.ts'

/** Names one opening of a port or device for as long as the child lives. */
export type PortId = number

/** What a child tells about one port or device that it was told to open. */
export type FromPort =
  | { readonly kind: 'opened'; readonly port: PortId }
  | { readonly kind: 'refused'; readonly port: PortId; readonly error: ErrorMessage }
  | ({ readonly kind: 'chunk'; readonly port: PortId } & Chunk)
  | { readonly kind: 'written'; readonly port: PortId; readonly write: number }
  /** The device refused one write; the wire goes on. */
  | { readonly kind: 'unwritten'; readonly port: PortId; readonly write: number; readonly error: ErrorMessage }
  | { readonly kind: 'dropped'; readonly port: PortId; readonly bytes: number; readonly lines: number }
  /** Who else has it open, when that was asked. */
  | { readonly kind: 'sharers'; readonly port: PortId; readonly programs: readonly string[] }
  | { readonly kind: 'lost'; readonly port: PortId; readonly reason: LostReason }
  /** The port is free again. Always the last word about a port. */
  | { readonly kind: 'closed'; readonly port: PortId }
