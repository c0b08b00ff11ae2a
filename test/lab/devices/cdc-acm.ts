import { configuration, endpoint, usbInterface } from './descriptors.ts'
import { lineCoding } from './line-coding.ts'
import type { Notice, UsbIdentity, UsbModel } from './usb-model.ts'

const lineCodingOnly = 2
const andBreak = 6

/** A CDC-ACM device: boards with USB of their own, and most panels that centres build; the simplest know no break. */
export function cdcAcm(identity: UsbIdentity, kind: 'breaks' | 'knows no break', notice: Notice): UsbModel {
  const abilities = kind === 'breaks' ? andBreak : lineCodingOnly
  // Header, call management, abstract control and union, CDC 1.2 section 5.2.3.
  const functional = [5, 0x24, 0, 0x10, 1, 5, 0x24, 1, 0, 1, 4, 0x24, 2, abilities, 5, 0x24, 6, 0, 1]
  return {
    identity,
    deviceClass: 2,
    configuration: configuration(2, [
      ...usbInterface(0, 1, [2, 2, 1]),
      ...functional,
      ...endpoint(0x83, 'interrupt', 8, 16),
      ...usbInterface(1, 2, [10, 0, 0]),
      ...endpoint(0x81, 'bulk', 64),
      ...endpoint(0x02, 'bulk', 64),
    ]),
    voice: 1,
    request: lineCoding(notice),
    received: (bytes) => notice({ kind: 'bytes', bytes }),
  }
}
