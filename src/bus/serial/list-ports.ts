import { SerialPort } from 'serialport'
import type { SerialPortInfo } from './messages.ts'

/** The serial ports that the system knows; none where it cannot tell (on Linux it takes udevadm). */
export async function listPorts(): Promise<SerialPortInfo[]> {
  const ports = await SerialPort.list().catch(() => [])
  return ports.map(({ path, manufacturer, vendorId, productId, serialNumber }) => ({
    path,
    ...(manufacturer ? { maker: manufacturer } : {}),
    ...(vendorId && productId ? { usb: `${vendorId}:${productId}`.toLowerCase() } : {}),
    ...(serialNumber ? { serial: serialNumber } : {}),
  }))
}
