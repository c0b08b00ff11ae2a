import { describe, expect, test } from 'vitest'
import { hidCollectionsIn } from './hid.ts'
import { deviceFolder, sysTree, xhci } from './sysfs.fixture.ts'

const keypad = Buffer.from('0600ff0901a101150026ff00750895088102c0', 'hex')
const scanner = Buffer.from('05010906a10105077508c005 8c0902a1010903a10081020c0c0'.replaceAll(' ', ''), 'hex')
const uevent = (id: string, name = 'KPAD Queue 6', serial = '') =>
  `DRIVER=hid-generic\nHID_ID=${id}\nHID_NAME=${name}\nHID_PHYS=usb-0000:00:14.0-2/input0\nHID_UNIQ=${serial}`

describe('HID collections, as Linux lists them', () => {
  test('on USB are told with what their device says, and where it is', async () => {
    const sys = sysTree()
    sys.folder(`${xhci}/usb3`, { version: ' 2.00' })
    const device = deviceFolder(3, '2.1')
    sys.folder(device, {
      idVendor: '1209',
      idProduct: '0001',
      bcdDevice: '0102',
      manufacturer: 'KPAD',
      product: 'Queue 6',
      serial: 'K1',
    })
    sys.folder(`${device}/3-2.1:1.1`, { bInterfaceNumber: '01' })
    const described = { uevent: uevent('0003:00001209:00000001'), report_descriptor: keypad }
    sys.hidraw(`${device}/3-2.1:1.1`, '0003:1209:0001.0007', 'hidraw2', described)
    expect(await hidCollectionsIn(sys.root)).toEqual([
      {
        wire: 'hid',
        path: '/dev/hidraw2',
        place: 'pci-0000:00:14.0-usb-0:2.1:1.1',
        usb: {
          vid: 0x1209,
          pid: 1,
          manufacturer: 'KPAD',
          product: 'Queue 6',
          serial: 'K1',
          release: 0x102,
          interface: 1,
        },
        hid: { usagePage: 0xff00, usage: 1 },
      },
    ])
  })

  test('are one for each usage of a device, at the same path and place', async () => {
    const sys = sysTree()
    const device = deviceFolder(1, '1')
    sys.folder(device, { idVendor: '0c2e', idProduct: '0200' })
    const described = { uevent: uevent('0003:00000C2E:00000200'), report_descriptor: scanner }
    sys.hidraw(`${device}/1-1:1.0`, '0003:0C2E:0200.0001', 'hidraw0', described)
    const found = await hidCollectionsIn(sys.root)
    expect(found.map(({ hid }) => hid)).toEqual([
      { usagePage: 1, usage: 6 },
      { usagePage: 0x8c, usage: 2 },
    ])
    expect(new Set(found.map(({ path, place }) => `${path} ${place}`))).toEqual(
      new Set(['/dev/hidraw0 pci-0000:00:14.0-usb-0:1:1.0']),
    )
  })

  test('without USB have the names that their driver gives, and no place', async () => {
    const sys = sysTree()
    const described = { uevent: uevent('0005:0000057E:00002009', 'Gamepad', '7c:bb'), report_descriptor: keypad }
    sys.hidraw('devices/virtual/misc/uhid', '0005:057E:2009.0004', 'hidraw1', described)
    expect(await hidCollectionsIn(sys.root)).toEqual([
      {
        wire: 'hid',
        path: '/dev/hidraw1',
        usb: { vid: 0x057e, pid: 0x2009, product: 'Gamepad', serial: '7c:bb' },
        hid: { usagePage: 0xff00, usage: 1 },
      },
    ])
  })

  test('behind a radio receiver have no place, because several share its socket', async () => {
    const sys = sysTree()
    const receiver = `${deviceFolder(1, '1')}/1-1:1.2`
    sys.folder(deviceFolder(1, '1'), { idVendor: '046d', idProduct: 'c52b' })
    const described = { uevent: uevent('0003:0000046D:0000C52B'), report_descriptor: keypad }
    sys.hidraw(receiver, '0003:046D:C52B.0003', 'hidraw0', described)
    const behind = { uevent: uevent('0003:0000046D:00004024'), report_descriptor: keypad }
    sys.hidraw(`${receiver}/0003:046D:C52B.0003`, '0003:046D:4024.0004', 'hidraw1', behind)
    const found = await hidCollectionsIn(sys.root)
    expect(found.map(({ place }) => place)).toEqual(['pci-0000:00:14.0-usb-0:1:1.2', undefined])
    expect(found.map(({ usb }) => usb?.pid)).toEqual([0xc52b, 0x4024])
  })
})
