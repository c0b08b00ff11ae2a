import { readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { AttachedUsb } from '../attached.ts'

/** A file of a device, without its line end; undefined when it has none. */
export function attribute(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8').replace(/\n$/, '')
  } catch {
    return undefined
  }
}

/** The folders of a device and of all that it hangs on, from the inside out. */
export function chainOf(folder: string, root: string): readonly string[] {
  const chain: string[] = []
  for (let at = folder; at.startsWith(`${root}/`); at = dirname(at)) chain.push(at)
  return chain
}

/**
 * Where a device is plugged in, as udev names it in ID_PATH: `pci-0000:00:14.0-usb-0:2:1.0`. The number of the USB bus is
 * left out, as it depends on the order in which the system found its controllers.
 */
export function placeOf(chain: readonly string[]): string | undefined {
  const parts = ['usb', 'pci', 'platform'].flatMap((subsystem) => {
    const nearest = chain.find((folder) => subsystemOf(folder) === subsystem)
    return nearest === undefined ? [] : [`${subsystem}-${nameIn(subsystem, nearest)}`]
  })
  return parts.length === 0 ? undefined : parts.reverse().join('-')
}

/** What a USB device says of itself; undefined for one that is none. */
export function usbOf(chain: readonly string[]): AttachedUsb | undefined {
  const device = chain.find((folder) => attribute(folder, 'idVendor') !== undefined)
  if (device === undefined) return undefined
  const side = chain.find((folder) => attribute(folder, 'bInterfaceNumber') !== undefined)
  const numbers = {
    release: hexOf(device, 'bcdDevice'),
    interface: side === undefined ? undefined : hexOf(side, 'bInterfaceNumber'),
  }
  const texts = {
    manufacturer: attribute(device, 'manufacturer'),
    product: attribute(device, 'product'),
    serial: attribute(device, 'serial'),
  }
  return {
    vid: hexOf(device, 'idVendor') ?? 0,
    pid: hexOf(device, 'idProduct') ?? 0,
    ...known(texts),
    ...known(numbers),
  }
}

function subsystemOf(folder: string): string | undefined {
  try {
    return basename(realpathSync(join(folder, 'subsystem')))
  } catch {
    return undefined
  }
}

/** `3-2.1:1.0` is port 2.1, interface 1.0, of the third bus of today. */
function nameIn(subsystem: string, folder: string): string {
  const name = basename(folder)
  return subsystem === 'usb' ? name.replace(/^\d+-/, '0:') : name
}

function hexOf(folder: string, name: string): number | undefined {
  const text = attribute(folder, name)
  return text !== undefined && /^[0-9a-f]+$/i.test(text) ? Number.parseInt(text, 16) : undefined
}

/** Without what is missing. */
function known<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
