import type { Attached, Bus } from '../../../src/bus/index.ts'
import { until } from '../../support/wait.ts'
import type { DeviceKind } from '../devices/bench-messages.ts'
import { placeOf } from '../devices/vhci.ts'
import { type Listened, listen, never, patience } from './room.ts'

/** A keypad with one report of each kind, 8 bytes long and without a number. */
export const plainKeypad: DeviceKind = {
  chip: 'hid',
  identity: { vid: 0x1209, pid: 0x0011, manufacturer: 'Lab', product: 'Keypad' },
  shape: {
    descriptor: Buffer.from('0600ff0901a1010901150026ff00750895088102090291020903b102c0', 'hex'),
    numbered: false,
    outputEndpoint: true,
    feature: Buffer.from('fe00010203040506', 'hex'),
  },
}

/** A keypad whose reports of 4 bytes have numbers: 1 input, 2 output, 3 feature. What it is told comes over the control pipe. */
export const numberedKeypad: DeviceKind = {
  chip: 'hid',
  identity: { vid: 0x1209, pid: 0x0012, manufacturer: 'Lab', product: 'Numbered', serial: 'KP-7' },
  shape: {
    descriptor: Buffer.from('0600ff0901a101150026ff007508950485010901810285020902910285030903b102c0', 'hex'),
    numbered: true,
    outputEndpoint: false,
    feature: Buffer.from('03fe010203', 'hex'),
  },
}

/** What the bus says is at this place of the hub; waits for it. */
export async function hidAt(bus: Bus, port: number): Promise<Attached> {
  let found: Attached | undefined
  const look = async () => {
    found = (await bus.attached()).find(({ wire, place }) => wire === 'hid' && place?.includes(placeOf(port)))
    return found !== undefined
  }
  await until(`a HID device is listed at ${placeOf(port)}`, look, patience)
  if (!found) throw new Error('it is gone again')
  return found
}

/** Waits until the bus lists nothing of the kind there. */
export async function untilNoHidAt(bus: Bus, port: number): Promise<void> {
  const isGone = async () =>
    !(await bus.attached()).some(({ wire, place }) => wire === 'hid' && place?.includes(placeOf(port)))
  await until(`no HID device is listed at ${placeOf(port)}`, isGone, patience)
}

/** Opens one of the keypads above and listens. */
export async function openHid(bus: Bus, path: string, numbered: boolean): Promise<Listened> {
  const size = numbered ? 4 : 8
  const sizes = { input: size, output: size, feature: size }
  return listen(await bus.open({ kind: 'hid', path, numbered, spacing: 0, ...sizes }, never))
}
