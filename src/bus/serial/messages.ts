import type { Attached } from '../attached.ts'
import type { FromPort, PortId } from '../child/port-messages.ts'
import type { SerialSettings } from '../wire.ts'

/** What the core tells the serial child. */
export type ToSerialChild =
  | { readonly kind: 'open'; readonly port: PortId; readonly path: string; readonly settings: SerialSettings }
  | { readonly kind: 'write'; readonly port: PortId; readonly write: number; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly port: PortId }
  | { readonly kind: 'ask-sharers'; readonly port: PortId }
  | { readonly kind: 'list' }

/** What the serial child tells the core. */
export type FromSerialChild = FromPort | { readonly kind: 'ports'; readonly ports: readonly Attached[] }
