import { SerialPort } from 'serialport'
import type { Attached, AttachedUsb } from '../attached.ts'

type PortInfo = Awaited<ReturnType<typeof SerialPort.list>>[number]

/** The serial ports that Windows knows; none where it cannot tell. */
export async function listPorts(): Promise<Attached[]> {
  return (await SerialPort.list().catch(() => [])).map(attachedPort)
}

/** What Windows says of a port. */
export function attachedPort({ path, locationId, pnpId, ...info }: PortInfo): Attached {
  const part = interfaceOf(pnpId)
  const usb = usbOf(info, part)
  return {
    wire: 'serial',
    path,
    // The two ports of one device share its location.
    ...(locationId ? { place: part === undefined ? locationId : `${locationId}-${part}` } : {}),
    ...(usb ? { usb } : {}),
  }
}

function usbOf(
  { vendorId, productId, manufacturer, serialNumber }: Omit<PortInfo, 'path' | 'locationId' | 'pnpId'>,
  part?: number,
) {
  const [vid, pid] = [vendorId, productId].map((id) => Number.parseInt(id ?? '', 16))
  if (vid === undefined || pid === undefined || Number.isNaN(vid + pid)) return undefined
  const usb: AttachedUsb = {
    vid,
    pid,
    ...(manufacturer ? { manufacturer } : {}),
    // A device without a number gets one that Windows makes up of its socket; that one has an `&`.
    ...(serialNumber && !serialNumber.includes('&') ? { serial: serialNumber } : {}),
    ...(part === undefined ? {} : { interface: part }),
  }
  return usb
}

/** `USB\VID_2341&PID_0043&MI_02\6&1A2B3C&0&0002` → 2. */
function interfaceOf(pnpId = ''): number | undefined {
  const found = /&MI_([0-9A-F]{2})/i.exec(pnpId)?.[1]
  return found === undefined ? undefined : Number.parseInt(found, 16)
}
