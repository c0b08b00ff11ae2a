import type { BenchDevice } from '../devices/bench.ts'
import type { DeviceKind } from '../devices/bench-messages.ts'

// Devices of the library, as they behave on the bench.

/** A HID device of a maker, with input and output reports of so many bytes and without numbers. */
function vendorHid(vid: number, pid: number, product: string, input: number, output: number): DeviceKind {
  const items = `0600ff0901a101150026ff007508${count(input)}09018102${count(output)}09019102c0`
  return {
    chip: 'hid',
    identity: { vid, pid, product },
    shape: { descriptor: Buffer.from(items, 'hex'), numbered: false, outputEndpoint: true },
  }
}

/** `xkeys.xk3-foot-pedal`. */
export const pedal: DeviceKind = vendorHid(0x05f3, 1080, 'XK-3 Foot Pedal', 32, 35)

/** The left pedal goes down and up. */
export function tread(device: BenchDevice): void {
  for (const pedals of [2, 0]) {
    const report = Buffer.alloc(32)
    report.set([0, 1, pedals])
    device.say(report)
  }
}

/** `sony.buzz`, the wireless receiver, which is written to every two seconds. */
export const buzz: DeviceKind = vendorHid(0x054c, 0x1000, 'Wireless Buzz', 5, 7)

/** The red button of the first handset goes down and up. */
export function buzzIn(device: BenchDevice): void {
  for (const buttons of [1, 0]) device.say(Buffer.of(0x7f, 0x7f, buttons, 0, 0xf0))
}

/** What the keys of `generic.stx-keypad` say. */
export const keypadSays = {
  next: Buffer.from('023031310333', 'hex'),
  recall: Buffer.from('023031320330', 'hex'),
} as const

/** How a report descriptor says that a report has so many bytes. */
function count(bytes: number): string {
  return `95${bytes.toString(16).padStart(2, '0')}`
}
