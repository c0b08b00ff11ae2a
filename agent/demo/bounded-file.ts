import { createWriteStream } from 'node:fs'

/** A log file of one run that cannot fill a disk. */
export interface BoundedFile {
  write(text: string): void
  close(): Promise<void>
}

const largest = 5 * 1024 * 1024

/** Begins the file anew; what would make it larger than 5 MiB is left out. */
export function boundedFile(path: string): BoundedFile {
  const stream = createWriteStream(path, { flags: 'w', mode: 0o600 })
  let size = 0
  return {
    write(text) {
      size += Buffer.byteLength(text)
      if (size <= largest) stream.write(text)
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  }
}
