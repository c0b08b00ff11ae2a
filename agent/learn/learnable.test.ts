import { expect, it } from 'vitest'
import { choicesOf, learnableAt, learnableOf } from './learnable.ts'

const usb = { vid: 0x1209, pid: 1, manufacturer: 'KPAD', product: 'Queue 6', serial: 'K1', interface: 1 }

it("offers a device once: that which types as a keyboard, and of several collections the maker's own", () => {
  const typing = { wire: 'keyboard', path: '/dev/input/event3', place: 'a', usb } as const
  const itsReports = { wire: 'hid', path: '/dev/hidraw0', place: 'a', usb, hid: { usagePage: 1, usage: 6 } } as const
  const pointer = { wire: 'hid', path: '/dev/hidraw1', place: 'b', usb, hid: { usagePage: 1, usage: 2 } } as const
  const own = { ...pointer, hid: { usagePage: 0xff00, usage: 1 } }
  expect(choicesOf([itsReports, pointer, own, typing])).toEqual([own, typing])
  // Where keyboards cannot be taken from other programs, there is only the list of reports.
  expect(choicesOf([itsReports])).toEqual([itsReports])
})

it('keeps what a HID device says of itself, so that its profile knows it again', () => {
  const hid = { usagePage: 0xff00, usage: 1, numbered: true }
  expect(learnableOf({ wire: 'hid', path: '/dev/hidraw1', place: 'b', usb, hid })).toEqual({
    wire: 'hid',
    path: '/dev/hidraw1',
    place: 'b',
    numbered: true,
    usb: { vid: 0x1209, pid: 1, product: 'Queue 6', interface: 1, usagePage: 0xff00, usage: 1 },
  })
})

it.each([
  ['COM7', { wire: 'serial', path: 'COM7' }],
  ['/dev/ttyUSB0', { wire: 'serial', path: '/dev/ttyUSB0' }],
  ['/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0', { wire: 'serial' }],
  ['10.0.0.7:4001', { wire: 'tcp', host: '10.0.0.7', port: 4001 }],
])('takes %s as what it is', (typed, device) => {
  expect(learnableAt(typed)).toMatchObject(device)
})
