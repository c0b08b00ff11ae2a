import type { AttachedUsb } from '../attached.ts'
import { attribute, hexAttribute } from './file.ts'

/** The USB interface that a device belongs to. */
export interface UsbInterface {
  readonly folder: string
  /** The folder of the USB device that has it. */
  readonly device: string
  /** The same after each plug and start: named by the controller and the way through the hubs, not by bus numbers. */
  readonly place: string
}

/** `3-2.1:1.0`: bus 3, port 2, port 1 of the hub there; configuration 1, interface 0. */
const interfaceName = /^\d+-([\d.]+:\d+\.\d+)$/
const rootHubName = /^usb\d+$/
const pciAddress = /^[\da-f]{4,}:[\da-f]{2}:[\da-f]{2}\.\d$/

/** The USB interface above a device's folder (with links resolved); undefined for one that is not joined by USB. */
export async function usbInterfaceOf(folder: string): Promise<UsbInterface | undefined> {
  const parts = folder.split('/')
  const at = parts.findLastIndex((part) => interfaceName.test(part))
  const hub = parts.findLastIndex((part, i) => i < at && rootHubName.test(part))
  if (at < 0 || hub < 1) return undefined
  const port = interfaceName.exec(parts[at] ?? '')?.[1]
  const version = await attribute(parts.slice(0, hub + 1).join('/'), 'version')
  // A controller of USB 3 has two root hubs, and both count their ports from 1.
  const revision = Number.parseFloat(version ?? '') >= 3 ? 'v3' : ''
  return {
    folder: parts.slice(0, at + 1).join('/'),
    device: parts.slice(0, at).join('/'),
    place: `${controllerName(parts.slice(0, hub))}-usb${revision}-0:${port}`,
  }
}

/** The name of the device that the last of these folders is, as udev's path names have it. */
function controllerName(folders: readonly string[]): string {
  const last = folders.at(-1) ?? ''
  if (pciAddress.test(last)) return `pci-${last}`
  // `xhci-hcd.1.auto` is numbered as it is found; its parent is not.
  const lasting = last.endsWith('.auto') ? folders.at(-2) : last
  return `platform-${lasting}`
}

/** Where a device that belongs to the PC is: a card, or a chip of the board. */
export function boardPlace(device: string): string | undefined {
  const parts = device.split('/')
  const pnp = /\/pnp\d+\/([\da-f]{2}:[\da-f]{2})(\/|$)/.exec(device)?.[1]
  if (pnp) return `pnp-${pnp}`
  const pci = parts.findLastIndex((part) => controllerName([part]).startsWith('pci-'))
  if (pci >= 0) return controllerName(parts.slice(0, pci + 1))
  const platform = parts[parts.indexOf('platform') + 1]
  return parts.includes('platform') && platform ? `platform-${platform}` : undefined
}

/** What the USB device of an interface says of itself. */
export async function usbFacts(found: UsbInterface): Promise<AttachedUsb | undefined> {
  const { device, folder } = found
  const [vid, pid, release, part] = await Promise.all([
    hexAttribute(device, 'idVendor'),
    hexAttribute(device, 'idProduct'),
    hexAttribute(device, 'bcdDevice'),
    hexAttribute(folder, 'bInterfaceNumber'),
  ])
  if (vid === undefined || pid === undefined) return undefined
  const [manufacturer, product, serial] = await Promise.all(
    ['manufacturer', 'product', 'serial'].map((name) => attribute(device, name)),
  )
  return {
    vid,
    pid,
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(product === undefined ? {} : { product }),
    ...(serial === undefined ? {} : { serial }),
    ...(release === undefined ? {} : { release }),
    ...(part === undefined ? {} : { interface: part }),
  }
}
