import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import type { FindPage } from './page.ts'
import { pageSize, readWal, type Wal } from './wal.ts'

/** One page at one time: as the main file has it, or as a frame of the log has it. */
export interface Image {
  readonly page: number
  /** Its number among all images; a later one is newer. */
  readonly rank: number
  /** A checksum says that nothing changed in it. Only the log has any. */
  readonly sound: boolean
}

/** All images of all pages of a set-aside journal, the oldest first. What cannot be read is left out. */
export class Images {
  readonly #main: number | undefined
  readonly #mainPages: number
  readonly #wals: readonly Wal[]
  readonly #images: readonly Image[]
  readonly #frames: readonly { readonly wal: Wal; readonly offset: number }[]
  readonly #newest = new Map<number, number>()

  constructor(mainFile: string, walFiles: readonly string[]) {
    this.#main = openOrNothing(mainFile)
    this.#mainPages = this.#main === undefined ? 0 : Math.ceil(fstatSync(this.#main).size / pageSize)
    this.#wals = walFiles.flatMap((file) => readOrNothing(file) ?? []).map(readWal)
    const frames = this.#wals.flatMap((wal) => wal.frames.map((frame) => ({ wal, ...frame })))
    this.#frames = frames
    this.#images = frames.map(({ page, sound }, index) => ({ page, sound, rank: this.#mainPages + index }))
    for (const { page, rank } of this.#images) this.#newest.set(page, rank)
  }

  *[Symbol.iterator](): Iterator<Image> {
    for (let index = 0; index < this.#mainPages; index++) yield { page: index + 1, rank: index, sound: false }
    yield* this.#images
  }

  /** The image of that rank. */
  at(rank: number): Image {
    return this.#images[rank - this.#mainPages] ?? { page: rank + 1, rank, sound: false }
  }

  /** The bytes of an image; a last page that was cut off is filled with zeros. */
  bytes({ rank }: Image): Buffer | undefined {
    const frame = this.#frames[rank - this.#mainPages]
    return frame ? frame.wal.bytes.subarray(frame.offset, frame.offset + pageSize) : this.#readMain(rank)
  }

  /** The newest image of a page. */
  readonly find: FindPage = (page) => {
    const rank = this.#newest.get(page) ?? page - 1
    return rank >= 0 && rank < this.#mainPages + this.#frames.length ? this.bytes(this.at(rank)) : undefined
  }

  close(): void {
    if (this.#main !== undefined) closeSync(this.#main)
  }

  #readMain(index: number): Buffer | undefined {
    if (this.#main === undefined) return undefined
    const page = Buffer.alloc(pageSize)
    try {
      return readSync(this.#main, page, 0, pageSize, index * pageSize) > 0 ? page : undefined
    } catch {
      // A sector that the disk cannot read takes its page with it, and no other.
      return undefined
    }
  }
}

function openOrNothing(file: string): number | undefined {
  try {
    return openSync(file, 'r')
  } catch {
    return undefined
  }
}

function readOrNothing(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}
