import type { Attached, Bus } from '../../../src/bus/index.ts'
import { until } from '../../support/wait.ts'
import type { BenchDevice } from '../devices/bench.ts'
import type { DeviceKind } from '../devices/bench-messages.ts'
import { placeOf } from '../devices/vhci.ts'
import { patience } from './room.ts'

/** The report descriptor of HID 1.11, appendix B.1. */
const bootDescriptor =
  '05010906a101050719e029e71500250175019508810295017508810195057501050819012905910295017503910195067508150025650507190029658100c0'

/** A device that types, as every PC understands it. */
export function keyboard(product: string): DeviceKind {
  return {
    chip: 'hid',
    identity: { vid: 0x1209, pid: 0x0021, manufacturer: 'Lab', product },
    shape: {
      descriptor: Buffer.from(bootDescriptor, 'hex'),
      numbered: false,
      outputEndpoint: false,
      bootKeyboard: true,
    },
  }
}

/** Types capitals, digits, dots and dashes, as a scanner does; `\n` is Enter. */
export function type(device: BenchDevice, text: string): void {
  for (const letter of text) {
    device.say(pressed(letter))
    device.say(Buffer.alloc(8))
  }
}

/** The report of one key that is down. */
export function pressed(letter: string): Buffer {
  const isCapital = /[A-Z]/.test(letter)
  return Buffer.of(isCapital ? 2 : 0, 0, usageOf(letter), 0, 0, 0, 0, 0)
}

/** What the bus says types at this place of the hub; waits for it. */
export async function keyboardAt(bus: Bus, port: number): Promise<Attached> {
  let found: Attached | undefined
  const look = async () => {
    found = (await bus.attached()).find(({ wire, place }) => wire === 'keyboard' && place?.includes(placeOf(port)))
    return found !== undefined
  }
  await until(`a keyboard is listed at ${placeOf(port)}`, look, patience)
  if (!found) throw new Error('it is gone again')
  return found
}

/** Usages of the keyboard page. */
function usageOf(letter: string): number {
  const special = new Map([
    ['0', 0x27],
    ['\n', 0x28],
    ['-', 0x2d],
    ['.', 0x37],
  ]).get(letter)
  if (special !== undefined) return special
  return /[1-9]/.test(letter) ? 0x1d + Number(letter) : 4 + letter.toUpperCase().charCodeAt(0) - 65
}
