import { configuration, endpoint, usbInterface } from './descriptors.ts'
import { le16, type Notice, type UsbIdentity, type UsbModel } from './usb-model.ts'

/** One that Debian's driver knows: it takes readers by their number only. */
const omnikey = { vid: 0x076b, pid: 0x5022, manufacturer: 'HID Global', product: 'OMNIKEY 5022 Smart Card Reader' }

/** It finds speed and protocol by itself, and takes whole commands, long ones too. */
const features = 0x000404be
const longestMessage = 65_556

/** A card reader (CCID 1.1). What it is asked it passes on, and says what it is told; see `ccid-slot.ts`. */
export function ccid(identity: Partial<UsbIdentity>, notice: Notice): UsbModel {
  return {
    identity: { ...omnikey, ...identity },
    deviceClass: 0,
    // Without an endpoint for changes, so the driver asks for them.
    configuration: configuration(1, [
      ...usbInterface(0, 2, [0x0b, 0, 0]),
      ...classDescriptor(),
      ...endpoint(0x81, 'bulk', 64),
      ...endpoint(0x02, 'bulk', 64),
    ]),
    voice: 1,
    request: () => undefined,
    received: (bytes) => notice({ kind: 'bytes', bytes }),
  }
}

/** CCID 1.1, table 5.1-1. */
function classDescriptor(): number[] {
  const bothProtocols = 3
  return [
    ...[0x36, 0x21, ...le16(0x110), 0, 7, ...le32(bothProtocols)],
    ...[...le32(4_000), ...le32(4_000), 0, ...le32(10_752), ...le32(344_086), 0],
    ...[...le32(254), ...le32(0), ...le32(0), ...le32(features), ...le32(longestMessage)],
    ...[0, 0, ...le16(0), 0, 1],
  ]
}

function le32(value: number): readonly number[] {
  return [...le16(value & 0xffff), ...le16(value >>> 16)]
}
