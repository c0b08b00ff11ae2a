import type { Device } from 'node-hid'
import type { Attached, AttachedUsb } from '../attached.ts'
import { listDevices } from './native.ts'

/** The HID collections that the system knows; none where it cannot tell. */
export async function listCollections(): Promise<Attached[]> {
  const devices = await listDevices().catch(() => [])
  return devices.flatMap((device) => (device.path ? [attachedCollection(device, device.path)] : []))
}

/** What hidapi says of a collection on Windows. */
export function attachedCollection(device: Device, path: string): Attached {
  const place = placeOf(path)
  return {
    wire: 'hid',
    path,
    ...(place ? { place } : {}),
    usb: usbOf(device),
    hid: { usagePage: device.usagePage ?? 0, usage: device.usage ?? 0 },
  }
}

function usbOf({ vendorId, productId, manufacturer, product, serialNumber, release, ...device }: Device): AttachedUsb {
  return {
    vid: vendorId,
    pid: productId,
    release,
    ...(manufacturer ? { manufacturer } : {}),
    ...(product ? { product } : {}),
    ...(serialNumber ? { serial: serialNumber } : {}),
    // hidapi says -1 where a device has only one.
    ...(device.interface >= 0 ? { interface: device.interface } : {}),
  }
}

/**
 * Windows names a device by where its parent is plugged in: of `\\?\HID#VID_0B39&PID_0001&MI_00#7&1a2b3c4d&0&0000#{…}`
 * comes `7&1a2b3c4d&0-mi_00`. The last number counts the collections of one interface, which are in one place.
 */
function placeOf(path: string): string | undefined {
  const [, hardware = '', instance = ''] = path.toLowerCase().split('#')
  const parent = /^([0-9a-f]+&[0-9a-f]+&[0-9a-f]+)&[0-9a-f]+$/.exec(instance)?.[1]
  const part = /&(mi_[0-9a-f]{2})/.exec(hardware)?.[1]
  return parent && part ? `${parent}-${part}` : parent
}
