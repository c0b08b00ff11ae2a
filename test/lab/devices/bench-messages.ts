import type { HidShape } from './hid.ts'
import type { Noticed, UsbIdentity } from './usb-model.ts'

/** The serial chips that can be put on the bench. */
export type SerialChip = 'cdc-acm' | 'cdc-acm-no-break' | 'ch340' | 'cp210x' | 'pl2303' | 'ftdi'

/** What can be plugged in. */
export type DeviceKind =
  | { readonly chip: SerialChip; readonly identity?: Partial<UsbIdentity> }
  | { readonly chip: 'ccid'; readonly identity?: Partial<UsbIdentity> }
  | { readonly chip: 'hid'; readonly identity: UsbIdentity; readonly shape: HidShape }

/** What the tests tell the bench. `order` is repeated in the answer. */
export type ToBench =
  | { readonly kind: 'plug'; readonly order: number; readonly port: number; readonly device: DeviceKind }
  | { readonly kind: 'unplug'; readonly order: number; readonly port: number }
  | { readonly kind: 'say'; readonly port: number; readonly bytes: Uint8Array }
  | { readonly kind: 'hang'; readonly port: number; readonly hung: boolean }

/** What the bench tells the tests. */
export type FromBench =
  | { readonly kind: 'did'; readonly order: number; readonly error?: string }
  | { readonly kind: 'noticed'; readonly port: number; readonly noticed: Noticed }
