import { type Device, devicesAsync, HIDAsync, setDriverType } from 'node-hid'
import { DeskError } from '../../core/index.ts'
import { isKeptByWindows } from './typing.ts'

// The only file that loads node-hid. Its synchronous half is not used: a device that does not answer would hold up all
// the others, and closing during a read has crashed (node-hid/node-hid#559).

// The libusb build takes the device away from the kernel and has failed to give it back (libusb/hidapi#110).
if (process.platform === 'linux') setDriverType('hidraw')

/** Opens a device. Throws a coded error for one that Windows keeps for itself; otherwise what node-hid throws. */
export async function openDevice(path: string): Promise<HIDAsync> {
  if (process.platform !== 'win32') return HIDAsync.open(path)
  if (isKeptByWindows(path, {})) throw new DeskError('DB-HID-003', { port: path })
  const device = await HIDAsync.open(path)
  // hidapi opens a mouse or keyboard of another name without the right to read it.
  const info = await device.getDeviceInfo().catch(() => undefined)
  if (!info || !isKeptByWindows(path, infoOf(info))) return device
  await device.close().catch(() => {})
  throw new DeskError('DB-HID-003', { port: path })
}

export function listDevices(): Promise<Device[]> {
  return devicesAsync()
}

function infoOf({ usagePage, usage }: Device): { readonly usagePage?: number; readonly usage?: number } {
  return { ...(usagePage === undefined ? {} : { usagePage }), ...(usage === undefined ? {} : { usage }) }
}
