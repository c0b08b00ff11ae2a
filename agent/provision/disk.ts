import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The steps of which durable changes are made, so that a test can end the power between any two. */
export interface Disk {
  write(file: string, text: string): void
  sync(file: string): void
  rename(from: string, to: string): void
  syncFolder(folder: string): void
  remove(file: string): void
}

/** The disk of this PC. */
export const realDisk: Disk = {
  write(file, text) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, text, { mode: 0o600 })
  },
  sync: (file) => syncPath(file, 'r+'),
  rename: (from, to) => renameSync(from, to),
  syncFolder(folder) {
    // Windows has no such call; there the rename itself is written through.
    if (process.platform !== 'win32') syncPath(folder, 'r')
  },
  remove: (file) => rmSync(file, { force: true }),
}

/** The old file or the new one is there after a power cut, never a part of one. */
export function replaceFile(disk: Disk, file: string, text: string): void {
  const fresh = `${file}.new`
  disk.write(fresh, text)
  disk.sync(fresh)
  disk.rename(fresh, file)
  disk.syncFolder(dirname(file))
}

function syncPath(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
