import { type FSWatcher, watch } from 'node:fs'

/** What the kernel calls the files of ports and HID devices, e.g. `ttyUSB0`, `ttyACM1`, `hidraw3`. */
const deviceFile = /^(tty(USB|ACM|XRUSB)|hidraw)\d+$/

/**
 * Tells when a device file comes, goes or gets its rights, until the returned function is called. On Linux this is the
 * better hint than that of `usb`: the file is there when the driver is ready, it works without udev and without a USB
 * layer, and no child process must run for it. Where the folder cannot be watched it never tells.
 */
export function watchDeviceFiles(folder: string, tell: () => void): () => void {
  let watcher: FSWatcher | undefined
  try {
    watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name !== null && deviceFile.test(name)) tell()
    })
    watcher.on('error', () => watcher?.close())
  } catch {
    // No inotify left, or no such folder.
  }
  return () => watcher?.close()
}
