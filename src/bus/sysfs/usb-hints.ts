import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

/**
 * Tells when a USB device comes or goes, until the returned function is called. `folder` is `/dev/bus/usb`, where the
 * kernel keeps one file for each device, by bus. On Linux this is the better hint than that of the package `usb`: it works
 * without udev, and no child process must run for it. All of `/dev` would wake us at each write to a tty. Where the folder
 * cannot be watched it never tells.
 */
export function watchUsb(folder: string, tell: () => void): () => void {
  const watchers = new Map<string, FSWatcher>()
  const watchOne = (path: string, changed: () => void) => {
    if (watchers.has(path)) return
    try {
      const watcher = watch(path, { persistent: false }, changed)
      watchers.set(path, watcher)
      watcher.on('error', () => {
        watcher.close()
        watchers.delete(path)
      })
    } catch {
      // Not there, or no inotify left.
    }
  }
  const watchBuses = () => {
    for (const bus of busesOf(folder)) watchOne(join(folder, bus), tell)
  }
  watchOne(folder, () => {
    watchBuses()
    tell()
  })
  watchBuses()
  return () => {
    for (const watcher of watchers.values()) watcher.close()
  }
}

function busesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
