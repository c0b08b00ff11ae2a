import { chipConfiguration } from './descriptors.ts'
import { done, type Notice, parities, type Setup, stops, type UsbIdentity, type UsbModel } from './usb-model.ts'

// Requests of Silicon Labs' AN571.
const setLineControl = 0x03
const setModem = 0x07
const getModem = 0x08
const setBaud = 0x1e
const vendorSpecific = 0xff
const partCp2102 = 0x02

/** A Silicon Labs CP2102. */
export function cp210x(identity: Partial<UsbIdentity>, notice: Notice): UsbModel {
  let [dtr, rts] = [false, false]
  return {
    identity: { vid: 0x10c4, pid: 0xea60, manufacturer: 'Silicon Labs', product: 'CP2102', ...identity },
    deviceClass: 0,
    configuration: chipConfiguration({ input: 1, output: 1 }),
    voice: 1,
    request(setup, data) {
      const { type, request, value } = setup
      if (type & 0x80) return answer(setup)
      if (request === setBaud) notice({ kind: 'line', line: { baud: data.readUInt32LE(0) } })
      if (request === setLineControl) notice({ kind: 'line', line: formatOf(value) })
      if (request === setModem) {
        // The high byte tells which of the lines are meant.
        if (value & 0x100) dtr = (value & 1) !== 0
        if (value & 0x200) rts = (value & 2) !== 0
        notice({ kind: 'modem', dtr, rts })
      }
      return done
    },
    received: (bytes) => notice({ kind: 'bytes', bytes }),
  }
}

function answer({ request, length }: Setup): Buffer {
  if (request === vendorSpecific) return Buffer.alloc(length, partCp2102)
  if (request === getModem) return Buffer.from([0x30])
  return Buffer.alloc(length)
}

function formatOf(value: number) {
  return { data: value >> 8, parity: parities[(value >> 4) & 15] ?? 'none', stop: stops[value & 15] ?? 1 }
}
