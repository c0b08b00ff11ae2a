import { describe, expect, test } from 'vitest'
import { serialPortsIn } from './serial.ts'
import { deviceFolder, plugAdapter, sysTree, xhci } from './sysfs.fixture.ts'

const places = async (root: string) =>
  Object.fromEntries((await serialPortsIn(root)).map(({ path, place }) => [path, place]))

describe('serial ports, as Linux lists them', () => {
  test('on USB are told with what their device says, and where it is', async () => {
    const sys = sysTree()
    plugAdapter(sys, 3, '2', 'ttyUSB0')
    expect(await serialPortsIn(sys.root)).toEqual([
      {
        wire: 'serial',
        path: '/dev/ttyUSB0',
        place: 'pci-0000:00:14.0-usb-0:2:1.0',
        usb: { vid: 0x1a86, pid: 0x7523, product: 'USB Serial', release: 0x264, interface: 0 },
      },
    ])
  })

  test('have each a place of its own, and twins keep it whatever their names and the buses are', async () => {
    const before = sysTree()
    for (const [port, name] of Object.entries({ 1: 'ttyUSB0', 2: 'ttyUSB1', '3.4': 'ttyUSB2', '3.4.1': 'ttyUSB10' })) {
      plugAdapter(before, 1, port, name)
    }
    const after = sysTree()
    for (const [port, name] of Object.entries({ '3.4.1': 'ttyUSB0', '3.4': 'ttyUSB1', 2: 'ttyUSB2', 1: 'ttyUSB3' })) {
      plugAdapter(after, 5, port, name)
    }
    const was = await places(before.root)
    const is = await places(after.root)
    expect(was).toEqual({
      '/dev/ttyUSB0': 'pci-0000:00:14.0-usb-0:1:1.0',
      '/dev/ttyUSB1': 'pci-0000:00:14.0-usb-0:2:1.0',
      '/dev/ttyUSB2': 'pci-0000:00:14.0-usb-0:3.4:1.0',
      '/dev/ttyUSB10': 'pci-0000:00:14.0-usb-0:3.4.1:1.0',
    })
    expect(Object.values(is).toReversed()).toEqual(Object.values(was))
  })

  test('come back to the same place when they are plugged into the same socket again', async () => {
    const sys = sysTree()
    plugAdapter(sys, 3, '2', 'ttyUSB0')
    const [before] = await serialPortsIn(sys.root)
    sys.pull(deviceFolder(3, '2'))
    expect(await serialPortsIn(sys.root)).toEqual([])
    plugAdapter(sys, 3, '2', 'ttyUSB1')
    expect(await serialPortsIn(sys.root)).toEqual([{ ...before, path: '/dev/ttyUSB1' }])
  })

  test('of a device with several are told apart: by the interface, and within one by their order', async () => {
    const sys = sysTree()
    const device = deviceFolder(1, '4')
    sys.folder(device, { idVendor: '0403', idProduct: '6010', manufacturer: 'FTDI', serial: ' A1 \0' })
    for (const [part, name] of Object.entries({ 0: 'ttyUSB8', 1: 'ttyUSB2' })) {
      sys.folder(`${device}/1-4:1.${part}`, { bInterfaceNumber: `0${part}` })
      sys.tty(`${device}/1-4:1.${part}/${name}`, name)
    }
    for (const name of ['ttyUSB10', 'ttyUSB9']) sys.tty(`${device}/1-4:1.0/${name}`, name)
    expect(await places(sys.root)).toEqual({
      '/dev/ttyUSB2': 'pci-0000:00:14.0-usb-0:4:1.1',
      '/dev/ttyUSB8': 'pci-0000:00:14.0-usb-0:4:1.0',
      '/dev/ttyUSB9': 'pci-0000:00:14.0-usb-0:4:1.0-port1',
      '/dev/ttyUSB10': 'pci-0000:00:14.0-usb-0:4:1.0-port2',
    })
    expect((await serialPortsIn(sys.root))[0]?.usb).toMatchObject({ manufacturer: 'FTDI', serial: 'A1', interface: 1 })
  })

  test('on the two root hubs of one controller do not share a place', async () => {
    const sys = sysTree()
    plugAdapter(sys, 1, '1', 'ttyUSB0')
    plugAdapter(sys, 2, '1', 'ttyUSB1')
    sys.folder(`${xhci}/usb2`, { version: ' 3.00' })
    expect(await places(sys.root)).toEqual({
      '/dev/ttyUSB0': 'pci-0000:00:14.0-usb-0:1:1.0',
      '/dev/ttyUSB1': 'pci-0000:00:14.0-usbv3-0:1:1.0',
    })
  })

  test('on a board without PCI are named by the platform, less the numbers that change', async () => {
    const sys = sysTree()
    sys.tty('devices/platform/vhci_hcd.0/usb7/7-1/7-1:1.0', 'ttyACM0')
    sys.tty('devices/platform/soc/fe900000.usb/xhci-hcd.3.auto/usb1/1-2/1-2:1.0', 'ttyACM1')
    expect(await places(sys.root)).toEqual({
      '/dev/ttyACM0': 'platform-vhci_hcd.0-usb-0:1:1.0',
      '/dev/ttyACM1': 'platform-fe900000.usb-usb-0:2:1.0',
    })
  })

  test('of the PC itself are named by chip or card, and those that are only names are left out', async () => {
    const sys = sysTree()
    sys.tty('devices/pnp0/00:05', 'ttyS0', { type: '4' })
    sys.tty('devices/platform/serial8250', 'ttyS1', { type: '0' })
    sys.tty('devices/pci0000:00/0000:00:1c.0/0000:02:00.0', 'ttyS4', { type: '4' })
    sys.tty('devices/pci0000:00/0000:00:1c.0/0000:02:00.0', 'ttyS5', { type: '4' })
    sys.tty('devices/platform/fe201000.serial', 'ttyAMA0', { type: '32' })
    sys.folder('class/tty/tty0')
    expect(await serialPortsIn(sys.root)).toEqual([
      { wire: 'serial', path: '/dev/ttyAMA0', place: 'platform-fe201000.serial' },
      { wire: 'serial', path: '/dev/ttyS0', place: 'pnp-00:05' },
      { wire: 'serial', path: '/dev/ttyS4', place: 'pci-0000:02:00.0' },
      { wire: 'serial', path: '/dev/ttyS5', place: 'pci-0000:02:00.0-port1' },
    ])
  })

  test('are none where the kernel tells of none', async () => {
    expect(await serialPortsIn('/nowhere')).toEqual([])
  })
})
