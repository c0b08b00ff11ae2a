import type { Attached } from '../attached.ts'
import { attribute, namesIn, target } from './file.ts'
import { boardPlace, usbFacts, usbInterfaceOf } from './usb.ts'

/**
 * The serial ports that the kernel knows. Read here and not with udevadm, which lists the whole device database, is
 * missing in containers, and does not tell where a port is.
 */
export async function serialPortsIn(sysfs: string): Promise<readonly Attached[]> {
  const folder = `${sysfs}/class/tty`
  const ports = await Promise.all((await namesIn(folder)).map((name) => portOf(name, `${folder}/${name}`)))
  return numberTwins(ports.filter((port) => port !== undefined))
}

async function portOf(name: string, folder: string): Promise<Attached | undefined> {
  // Consoles and the like have no device.
  const device = await target(`${folder}/device`)
  if (device === undefined) return undefined
  // The kernel keeps names for 8250 ports that the PC does not have.
  if (/^ttyS\d/.test(name) && (await attribute(folder, 'type')) === '0') return undefined
  const onUsb = await usbInterfaceOf(device)
  const usb = onUsb && (await usbFacts(onUsb))
  const place = onUsb?.place ?? boardPlace(device)
  return { wire: 'serial', path: `/dev/${name}`, ...(place ? { place } : {}), ...(usb ? { usb } : {}) }
}

/** One interface or card can have several ports. The kernel names them in their order, if not by the same numbers. */
function numberTwins(ports: readonly Attached[]): readonly Attached[] {
  const seen = new Map<string, number>()
  return ports.map((port) => {
    if (port.place === undefined) return port
    const before = seen.get(port.place) ?? 0
    seen.set(port.place, before + 1)
    return before === 0 ? port : { ...port, place: `${port.place}-port${before}` }
  })
}
