import type { usb as Usb } from 'usb'

/** Root hubs come and go with the driver of a controller; nothing was plugged in. */
const rootHubVendor = 0x1d6b

/**
 * Asks to be told when something is plugged in or pulled. Where there is no USB there are no hints. On Linux they come
 * from udevd, after it has set the rights of the new nodes. Where it does not run, /dev could be watched instead; but
 * such a watch wakes the program at each write to a terminal or to /dev/null, and the slow sweep finds devices as well.
 */
export async function watchUsb(onHint: () => void): Promise<void> {
  const usb = await loadUsb()
  if (!usb) return
  // The package throws what goes wrong later from a timer of its own, where only the process can catch it. A hint is
  // not worth the open devices of this process.
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (!isOfUsb(error)) throw error
  })
  const tell = ({ device }: { readonly device: { readonly vendorId: number } }) => {
    if (device.vendorId !== rootHubVendor) onHint()
  }
  usb.addEventListener('connect', tell)
  usb.addEventListener('disconnect', tell)
}

/** The package, unless it cannot be loaded or finds no USB: listening would then end the process. */
async function loadUsb(): Promise<typeof Usb | undefined> {
  try {
    const { usb } = await import('usb')
    await usb.getDevices()
    return usb
  } catch {
    return undefined
  }
}

/** Errors of Rust code carry this code, and nothing else in this process does. */
function isOfUsb(error: NodeJS.ErrnoException): boolean {
  return error.code === 'GenericFailure'
}
