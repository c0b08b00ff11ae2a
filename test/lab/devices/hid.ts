import { configuration, endpoint, usbInterface } from './descriptors.ts'
import { done, le16, type Notice, type ReportType, type UsbIdentity, type UsbModel } from './usb-model.ts'

const getReport = 0x01
const setReport = 0x09
const setIdle = 0x0a
const setProtocol = 0x0b
const types: readonly (ReportType | undefined)[] = [undefined, 'input', 'output', 'feature']

/** How a HID device is made. */
export interface HidShape {
  readonly descriptor: Uint8Array
  /** Whether reports begin with their number. */
  readonly numbered: boolean
  /** Output reports come on an endpoint of their own, or else over the control pipe as on most cheap devices. */
  readonly outputEndpoint: boolean
  /** A boot keyboard, on which even a BIOS types. */
  readonly bootKeyboard?: boolean
  /** What a feature report answers, with its number before it where reports have one. */
  readonly feature?: Uint8Array
}

/** A HID device. It keeps the last feature report that it was given, and answers with it. */
export function hid(identity: UsbIdentity, shape: HidShape, notice: Notice): UsbModel {
  let feature: Buffer = Buffer.from(shape.feature ?? [])
  const take = (type: ReportType, bytes: Buffer) => {
    if (type === 'feature') feature = Buffer.from(bytes)
    const number = shape.numbered ? (bytes[0] ?? 0) : 0
    notice({ kind: 'report', type, number, bytes: shape.numbered ? bytes.subarray(1) : bytes })
  }
  return {
    identity,
    deviceClass: 0,
    configuration: hidConfiguration(shape),
    voice: 1,
    interfaceDescriptor: (kind) => (kind === 0x22 ? Buffer.from(shape.descriptor) : undefined),
    request({ request, value }, data) {
      const type = types[value >> 8]
      if (request === setReport && type) take(type, data)
      if (request === getReport) return type === 'feature' ? feature : Buffer.alloc(8)
      return [setReport, setIdle, setProtocol].includes(request) ? done : undefined
    },
    received: (bytes) => take('output', bytes),
  }
}

function hidConfiguration({ descriptor, outputEndpoint, bootKeyboard = false }: HidShape): Buffer {
  return configuration(1, [
    ...usbInterface(0, outputEndpoint ? 2 : 1, bootKeyboard ? [3, 1, 1] : [3, 0, 0]),
    ...[9, 0x21, ...le16(0x111), 0, 1, 0x22, ...le16(descriptor.length)],
    ...endpoint(0x81, 'interrupt', 64, 10),
    ...(outputEndpoint ? endpoint(0x02, 'interrupt', 64, 10) : []),
  ])
}
