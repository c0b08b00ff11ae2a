import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { keyboardsIn } from './keyboards.ts'

/** All keys of a usual keyboard, in words of the machine as the kernel writes them. */
const allKeys = '1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe'
/** Enter and the digits of the number pad. */
const padKeys = '1 0 0 fe8000000000 10000000'
const powerButton = '10000000000000 0'
const mouse = '1f0000 0 0 0 0'

/** A tree as the kernel shows it. */
function sysfs() {
  const root = temporaryFolder()
  const write = (folder: string, files: Readonly<Record<string, string>>) => {
    const at = join(root, 'devices', folder)
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(at, name)), { recursive: true })
      writeFileSync(join(at, name), `${text}\n`)
    }
  }
  const input = (parent: string, number: number, keys: string) => {
    write(`${parent}/input/input${number}`, { 'capabilities/key': keys })
    const folder = join(root, 'devices', parent, 'input', `input${number}`)
    mkdirSync(join(folder, `event${number}`))
    symlinkSync(`../../input${number}`, join(folder, `event${number}`, 'device'))
    mkdirSync(join(root, 'class', 'input'), { recursive: true })
    symlinkSync(
      relative(join(root, 'class', 'input'), join(folder, `event${number}`)),
      join(root, 'class', 'input', `event${number}`),
    )
  }
  return { root, write, input }
}

const controller = 'pci0000:00/0000:00:14.0'

/** A PC whose bus and event numbers are those of today. */
function desk({ bus, first }: { readonly bus: number; readonly first: number }) {
  const tree = sysfs()
  tree.write(controller, { vendor: '0x8086' })
  const pad = (port: string, number: number) => {
    const device = `${controller}/usb${bus}/${bus}-${port}`
    const ids = { idVendor: '1a2c', idProduct: '2124', bcdDevice: '0110', product: 'USB Keyboard', manufacturer: 'SEM' }
    tree.write(device, ids)
    tree.write(`${device}/${bus}-${port}:1.0`, { bInterfaceNumber: '00' })
    tree.input(`${device}/${bus}-${port}:1.0/0003:1A2C:2124.0001`, number, padKeys)
  }
  pad('2', first)
  pad('3.1', first + 1)
  return tree
}

test('keypads are told with where they are plugged in and what they say of themselves', async () => {
  const { root } = desk({ bus: 1, first: 4 })
  const usb = { vid: 0x1a2c, pid: 0x2124, manufacturer: 'SEM', product: 'USB Keyboard', release: 0x110, interface: 0 }
  expect(await keyboardsIn(root)).toEqual([
    { wire: 'keyboard', path: '/dev/input/event4', place: 'pci-0000:00:14.0-usb-0:2:1.0', usb },
    { wire: 'keyboard', path: '/dev/input/event5', place: 'pci-0000:00:14.0-usb-0:3.1:1.0', usb },
  ])
})

test('a place stays the same whatever order the system found things in', async () => {
  const places = async (root: string) => (await keyboardsIn(root)).map(({ place }) => place)
  const today = await places(desk({ bus: 1, first: 4 }).root)
  const tomorrow = await places(desk({ bus: 3, first: 11 }).root)
  expect(tomorrow).toEqual(today)
})

test('what does not type is left out: a power button, a mouse', async () => {
  const tree = sysfs()
  tree.input('LNXSYSTM:00/LNXPWRBN:00', 0, powerButton)
  tree.input('platform/i8042/serio1', 1, mouse)
  expect(await keyboardsIn(tree.root)).toEqual([])
})

test('a keyboard that is not joined by USB has a place, too', async () => {
  const tree = sysfs()
  tree.write('platform/i8042', { name: 'i8042' })
  tree.input('platform/i8042/serio0', 10, allKeys)
  tree.input('virtual', 9, allKeys)
  expect(await keyboardsIn(tree.root)).toEqual([
    { wire: 'keyboard', path: '/dev/input/event9' },
    { wire: 'keyboard', path: '/dev/input/event10', place: 'platform-i8042' },
  ])
})

test('one that was just unplugged is left out, and a system without input devices has none', async () => {
  const { root } = desk({ bus: 1, first: 4 })
  rmSync(join(root, 'devices', controller, 'usb1', '1-2'), { recursive: true })
  expect(await keyboardsIn(root)).toHaveLength(1)
  expect(await keyboardsIn(join(root, 'nothing'))).toEqual([])
})
