import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const controller = '/sys/devices/platform/vhci_hcd.0'
const fullSpeed = 2
/** Pulling a cable is done when the kernel has let go of the port. */
const freeWithin = 15_000

/** Puts one end of a new connection into a port of the kernel's virtual hub, and gives the other end to the device. */
export async function plugIn(port: number): Promise<Socket> {
  await untilFree(port)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const kernelEnd = new Socket()
  // Paused before it is connected, so that Node never reads what is the kernel's.
  kernelEnd.pause()
  const accepted = once(server, 'connection')
  kernelEnd.connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
  const [[deviceEnd]] = await Promise.all([accepted, once(kernelEnd, 'connect')])
  server.close()
  writeFileSync(`${controller}/attach`, `${port} ${descriptorOf(kernelEnd)} ${0x10001 + port} ${fullSpeed}`)
  // The kernel keeps a reference of its own.
  kernelEnd.destroy()
  deviceEnd.setNoDelay(true)
  return deviceEnd
}

/** The kernel's name for the place of a port, e.g. `usb-0:1:1.0` for the first. */
export function placeOf(port: number): string {
  return `usb-0:${port + 1}:1.0`
}

async function untilFree(port: number): Promise<void> {
  const deadline = performance.now() + freeWithin
  const free = new RegExp(`^hs\\s+0*${port}\\s+004`, 'm')
  while (!free.test(readFileSync(`${controller}/status`, 'utf8'))) {
    if (performance.now() > deadline) throw new Error(`port ${port} of the virtual hub is not free`)
    await pause(20)
  }
}

/** Node tells it to nobody; there is no other way to hand a socket to the kernel. */
function descriptorOf(socket: Socket): number {
  return (socket as unknown as { readonly _handle: { readonly fd: number } })._handle.fd
}
