import type { Attached } from '../attached.ts'
import type { FromPort, PortId } from '../child/port-messages.ts'
import type { ReportRequest } from './report.ts'

/** What the core tells the HID child. */
export type ToHidChild =
  | {
      readonly kind: 'open'
      readonly port: PortId
      readonly path: string
      readonly numbered: boolean
      readonly spacing: number
    }
  | { readonly kind: 'write'; readonly port: PortId; readonly write: number; readonly request: ReportRequest }
  | { readonly kind: 'close'; readonly port: PortId }
  | { readonly kind: 'list' }
  | { readonly kind: 'watch' }

/** What the HID child tells the core. */
export type FromHidChild =
  | FromPort
  | { readonly kind: 'collections'; readonly collections: readonly Attached[] }
  /** Something was plugged in or pulled. */
  | { readonly kind: 'hint' }
