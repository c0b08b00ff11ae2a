import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** The name of the ballast within the data folder. */
export const ballastFile = 'ballast'

const largest = 32 * 1024 * 1024
/** The part of what is free that is taken at most. */
const greatestPart = 0.03
const chunkSize = 1024 * 1024

/**
 * A file that only takes up room. On a full disk SQLite cannot even delete, since a deletion is first written to its log;
 * so the ballast is dropped then, and receipts and deletions go on. It is made again when there is room.
 */
export class Ballast {
  readonly #folder: string
  readonly #file: string
  #size = 0
  #wanted = 0

  constructor(folder: string) {
    this.#folder = folder
    this.#file = join(folder, ballastFile)
  }

  /** Free bytes that belong to the ballast while it is dropped: nothing else may be accepted into them. */
  get withheld(): number {
    return this.#wanted - this.#size
  }

  /** Makes the ballast unless it is there. On a disk that has no room for it there is none. */
  async make(): Promise<void> {
    if (this.#size > 0) return
    this.#size = await existingSize(this.#file)
    if (this.#size === 0) this.#size = await this.#fill()
    this.#wanted = this.#size
  }

  /** Gives its room to receipts and deletions. */
  async drop(): Promise<void> {
    this.#wanted = Math.max(this.#wanted, await dropBallast(this.#folder))
    this.#size = 0
  }

  async #fill(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder)
    const size = Math.min(largest, Math.floor(bavail * bsize * greatestPart))
    let handle: FileHandle | undefined
    try {
      handle = await open(this.#file, 'wx', 0o600)
      // Bytes without a pattern: a file system that compresses or leaves holes would keep room for zeros only.
      for (let written = 0; written < size; ) {
        const { bytesWritten } = await handle.write(randomBytes(Math.min(chunkSize, size - written)))
        written += bytesWritten
      }
      await handle.sync()
      return size
    } catch {
      await rm(this.#file, { force: true })
      return 0
    } finally {
      await handle?.close()
    }
  }
}

/** Drops the ballast of a folder. Returns how many bytes that gave. */
export async function dropBallast(folder: string): Promise<number> {
  const file = join(folder, ballastFile)
  const size = await existingSize(file)
  await rm(file, { force: true })
  return size
}

async function existingSize(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch {
    return 0
  }
}
