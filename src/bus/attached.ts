/** Something that is plugged in, as far as it can be seen without opening it. */
export interface Attached {
  /** The wire on which it can be opened. */
  readonly wire: 'serial' | 'hid' | 'keyboard'
  /** What to open, e.g. `/dev/ttyUSB0`, `COM7`, `/dev/hidraw2`. It may be another one after the next plug or start. */
  readonly path: string
  /** Where it is plugged in, e.g. `pci-0000:00:14.0-usb-0:2:1.0`: the same after each plug and start, whatever the order. */
  readonly place?: string
  readonly usb?: AttachedUsb
  /** The HID collection, as the operating system gives it. */
  readonly hid?: {
    readonly usagePage: number
    readonly usage: number
    /** Whether its reports begin with a number, where that is known. */
    readonly numbered?: boolean
    /** Its output reports with their number (0: none) and their bytes without it, where that is known. */
    readonly outputs?: readonly { readonly number: number; readonly size: number }[]
  }
}

/** What a USB device says of itself; a string that it does not have is missing. */
export interface AttachedUsb {
  readonly vid: number
  readonly pid: number
  readonly manufacturer?: string
  readonly product?: string
  readonly serial?: string
  /** `bcdDevice`. */
  readonly release?: number
  readonly interface?: number
}
