import { chipConfiguration } from './descriptors.ts'
import { done, type Notice, parities, type Setup, stops, type UsbIdentity, type UsbModel } from './usb-model.ts'

const setModem = 1
const setBaud = 3
const setData = 4
const getModem = 5
const getLatency = 0x0a
/** Each packet begins with the state of the modem and of the line. */
const status = [0x01, 0x60]
const packet = 64
/** Eighths of the divisor, by the code that the chip has for them. */
const eighths = [0, 4, 2, 1, 3, 5, 6, 7] as const

/** An FTDI FT232R. */
export function ftdi(identity: Partial<UsbIdentity>, notice: Notice): UsbModel {
  let [dtr, rts] = [false, false]
  return {
    identity: { vid: 0x0403, pid: 0x6001, release: 0x600, manufacturer: 'FTDI', product: 'FT232R', ...identity },
    deviceClass: 0,
    configuration: chipConfiguration({ input: 1, output: 2 }),
    voice: 1,
    request(setup) {
      const { type, request, value, index } = setup
      if (type & 0x80) return answer(setup)
      if (request === setBaud) notice({ kind: 'line', line: { baud: baudOf(value, index) } })
      if (request === setData) notice({ kind: 'line', line: formatOf(value) })
      if (request === setModem) {
        // The high byte tells which of the lines are meant.
        if (value & 0x100) dtr = (value & 1) !== 0
        if (value & 0x200) rts = (value & 2) !== 0
        notice({ kind: 'modem', dtr, rts })
      }
      return done
    },
    received: (bytes) => notice({ kind: 'bytes', bytes }),
    wrap: (bytes) => Buffer.concat(packets(bytes)),
  }
}

function answer({ request, length }: Setup): Buffer {
  if (request === getModem) return Buffer.from(status)
  return Buffer.alloc(length, request === getLatency ? 16 : 0)
}

/** The chip divides 3 MHz in eighths; 0 and 1 stand for the two highest rates. */
function baudOf(value: number, index: number): number {
  const whole = value & 0x3fff
  const eighth = eighths[(value >> 14) | ((index & 1) << 2)] ?? 0
  if (eighth === 0 && whole < 2) return whole === 0 ? 3_000_000 : 2_000_000
  return Math.round(3e6 / (whole + eighth / 8))
}

function formatOf(value: number) {
  return { data: value & 15, parity: parities[(value >> 8) & 7] ?? 'none', stop: stops[(value >> 11) & 3] ?? 1 }
}

function packets(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += packet - status.length)
    parts.push(Buffer.from(status), bytes.subarray(at, at + packet - status.length))
  return parts
}
