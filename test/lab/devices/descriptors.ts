import { le16, type UsbIdentity } from './usb-model.ts'

// Descriptors of USB 2.0, chapter 9.

/** The device descriptor. String 1 is the maker, 2 the product, 3 the serial number. */
export function deviceDescriptor(identity: UsbIdentity, deviceClass: number): Buffer {
  const { vid, pid, release = 0x100, manufacturer, product, serial } = identity
  const strings = [manufacturer ? 1 : 0, product ? 2 : 0, serial ? 3 : 0]
  const ids = [...le16(vid), ...le16(pid), ...le16(release)]
  return Buffer.from([18, 1, ...le16(0x200), deviceClass, 0, 0, 64, ...ids, ...strings, 1])
}

/** A string descriptor; the 0th is the list of languages. */
export function stringDescriptor(identity: UsbIdentity, index: number): Buffer | undefined {
  if (index === 0) return Buffer.from([4, 3, 9, 4])
  const text = [identity.manufacturer, identity.product, identity.serial][index - 1]
  if (text === undefined) return undefined
  const letters = Buffer.from(text, 'utf16le')
  return Buffer.concat([Buffer.from([letters.length + 2, 3]), letters])
}

/** A configuration with its interfaces and endpoints, which follow it. */
export function configuration(interfaces: number, body: readonly number[]): Buffer {
  return Buffer.from([9, 2, ...le16(9 + body.length), interfaces, 1, 0, 0x80, 50, ...body])
}

/** An interface of this class. */
export function usbInterface(number: number, endpoints: number, kind: readonly [number, number, number]): number[] {
  return [9, 4, number, 0, endpoints, ...kind, 0]
}

/** An endpoint; interrupt endpoints are asked every `interval` ms. */
export function endpoint(address: number, kind: 'bulk' | 'interrupt', size: number, interval = 0): number[] {
  return [7, 5, address, kind === 'bulk' ? 2 : 3, ...le16(size), interval]
}

/** The one interface of a serial chip with a protocol of its maker's. */
export function chipConfiguration(ends: {
  readonly input: number
  readonly output: number
  readonly status?: number
  readonly size?: number
}): Buffer {
  const { input, output, status, size = 64 } = ends
  return configuration(1, [
    ...usbInterface(0, status === undefined ? 2 : 3, [0xff, 0, 0]),
    ...(status === undefined ? [] : endpoint(0x80 | status, 'interrupt', 10, 1)),
    ...endpoint(0x80 | input, 'bulk', size),
    ...endpoint(output, 'bulk', size),
  ])
}
