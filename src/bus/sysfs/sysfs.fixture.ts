import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder like `/sys`, with what is plugged in made by hand. */
export interface SysTree {
  readonly root: string
  /** A device's folder below `devices`, with its attributes. */
  folder(path: string, attributes?: Readonly<Record<string, string | Uint8Array>>): void
  /** A serial port below a device's folder. */
  tty(device: string, name: string, attributes?: Readonly<Record<string, string>>): void
  /** A HID device below its parent's folder, and its node. */
  hidraw(parent: string, hid: string, node: string, attributes: HidAttributes): void
  /** Takes a device and all below it away. */
  pull(path: string): void
}

interface HidAttributes {
  readonly uevent: string
  readonly report_descriptor: Uint8Array
}

/** An empty tree; it is gone when the test has finished. */
export function sysTree(): SysTree {
  const root = mkdtempSync(join(tmpdir(), 'sys-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const links = new Map<string, string>()

  const folder: SysTree['folder'] = (path, attributes = {}) => {
    mkdirSync(join(root, path), { recursive: true })
    for (const [name, value] of Object.entries(attributes)) {
      writeFileSync(join(root, path, name), typeof value === 'string' ? `${value}\n` : value)
    }
  }
  const link = (from: string, to: string) => {
    mkdirSync(dirname(join(root, from)), { recursive: true })
    symlinkSync(relative(dirname(join(root, from)), join(root, to)), join(root, from))
    links.set(from, to)
  }
  /** The node of a class, below its device as the kernel has it. */
  const node = (kind: string, device: string, name: string, attributes: Readonly<Record<string, string>>) => {
    const path = `${device}/${kind}/${name}`
    folder(path, attributes)
    link(`${path}/device`, device)
    link(`class/${kind}/${name}`, path)
  }
  return {
    root,
    folder,
    tty: (device, name, attributes = {}) => node('tty', device, name, attributes),
    hidraw(parent, hid, name, attributes) {
      folder(`${parent}/${hid}`, { ...attributes })
      node('hidraw', `${parent}/${hid}`, name, {})
    },
    pull(path) {
      rmSync(join(root, path), { recursive: true })
      for (const [from, to] of links) if (to.startsWith(`${path}/`)) rmSync(join(root, from), { force: true })
    },
  }
}

/** A PC's USB controller of USB 3; its buses are numbered as they are found. */
export const xhci = 'devices/pci0000:00/0000:00:14.0'

/** A CH340 adapter in a socket of the controller, with one port. */
export function plugAdapter(sys: SysTree, bus: number, port: string, name: string): void {
  sys.folder(`${xhci}/usb${bus}`, { version: ' 2.00' })
  const device = deviceFolder(bus, port)
  sys.folder(device, { idVendor: '1a86', idProduct: '7523', bcdDevice: '0264', product: 'USB Serial' })
  sys.folder(`${device}/${bus}-${port}:1.0`, { bInterfaceNumber: '00' })
  sys.tty(`${device}/${bus}-${port}:1.0/${name}`, name)
}

/** `3-2.1` is below `3-2`. */
export function deviceFolder(bus: number, port: string): string {
  const steps = port.split('.').map((_, i, all) => `${bus}-${all.slice(0, i + 1).join('.')}`)
  return `${xhci}/usb${bus}/${steps.join('/')}`
}
