import type { BenchDevice } from '../devices/bench.ts'
import type { DeviceKind } from '../devices/bench-messages.ts'
import type { UsbIdentity } from '../devices/usb-model.ts'

// Devices of the library, as they behave on the bench.

/** `xkeys.xk3-foot-pedal`. */
export const pedal: DeviceKind = vendorHid({ vid: 0x05f3, pid: 1080, product: 'XK-3 Foot Pedal' }, 32, 35)

/** The left pedal goes down and up. */
export function tread(device: BenchDevice): void {
  for (const pedals of [2, 0]) {
    const report = Buffer.alloc(32)
    report.set([0, 1, pedals])
    device.say(report)
  }
}

/** `muteme.muteme`. */
export const touchButton: DeviceKind = vendorHid({ vid: 0x20a0, pid: 0x42da, product: 'muteme' }, 8, 1)

/** A finger comes and goes. */
export function touch(device: BenchDevice): void {
  for (const state of [4, 2]) device.say(Buffer.of(0, 0, 0, state, 0, 0, 0, 0))
}

/** `wincor-nixdorf.ba63`, which is told something at each new number. */
export const hidDisplay: DeviceKind = vendorHid({ vid: 0x0aa7, pid: 0x0200, product: 'BA63' }, 8, 32)

/** What the keys of `generic.stx-keypad` say. */
export const keypadSays = {
  next: Buffer.from('023031310333', 'hex'),
  recall: Buffer.from('023031320330', 'hex'),
} as const

/** A HID device of a maker, with input and output reports of so many bytes and without numbers. */
function vendorHid(identity: UsbIdentity, input: number, output: number): DeviceKind {
  const items = `0600ff0901a101150026ff007508${count(input)}09018102${count(output)}09019102c0`
  return {
    chip: 'hid',
    identity,
    shape: { descriptor: Buffer.from(items, 'hex'), numbered: false, outputEndpoint: true },
  }
}

/** How a report descriptor says that a report has so many bytes. */
function count(bytes: number): string {
  return `95${bytes.toString(16).padStart(2, '0')}`
}
