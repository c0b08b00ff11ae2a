import { chipConfiguration } from './descriptors.ts'
import { done, type LineSettings, type Notice, type Setup, type UsbIdentity, type UsbModel } from './usb-model.ts'

const readVersion = 0x5f
const readRegisters = 0x95
const writeRegisters = 0x9a
const modemControl = 0xa4
const divisorRegisters = 0x1312
const formatRegisters = 0x2518

/** A WCH CH340, the chip of most cheap panels. It has no serial number. */
export function ch340(identity: Partial<UsbIdentity>, notice: Notice): UsbModel {
  const written = (registers: number, value: number) => {
    if (registers === divisorRegisters) notice({ kind: 'line', line: { baud: baudOf(value) } })
    if (registers === formatRegisters) notice({ kind: 'line', line: formatOf(value) })
  }
  return {
    identity: { vid: 0x1a86, pid: 0x7523, product: 'USB2.0-Serial', ...identity },
    deviceClass: 0xff,
    configuration: chipConfiguration({ input: 2, output: 2, status: 1, size: 32 }),
    voice: 2,
    request(setup) {
      if (setup.type & 0x80) return answer(setup)
      if (setup.request === writeRegisters) written(setup.value, setup.index)
      // The lines are low when they are on.
      if (setup.request === modemControl)
        notice({ kind: 'modem', dtr: (setup.value & 0x20) === 0, rts: (setup.value & 0x40) === 0 })
      return done
    },
    received: (bytes) => notice({ kind: 'bytes', bytes }),
  }
}

function answer({ request, length }: Setup): Buffer {
  if (request === readVersion) return Buffer.from([0x31, 0])
  if (request === readRegisters) return Buffer.from([0x9f, 0xee]).subarray(0, length)
  return Buffer.alloc(length)
}

/** The chip divides 48 MHz by a power of two and then by a count. */
function baudOf(registers: number): number {
  const prescaler = registers & 3
  const factor = (registers >> 2) & 1
  return Math.round(48e6 / (1 << (12 - 3 * prescaler - factor)) / (0x100 - (registers >> 8)))
}

/** The line control register of an 8250. */
function formatOf(register: number): LineSettings {
  const odd = ['odd', 'even', 'mark', 'space'] as const
  return {
    data: 5 + (register & 3),
    stop: register & 4 ? 2 : 1,
    parity: register & 8 ? (odd[(register >> 4) & 3] ?? 'odd') : 'none',
  }
}
