import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../src/core/index.ts'
import { formatLine, type RecordingSink } from '../../src/device/index.ts'

/** Where the recordings of a desk are, inside its data folder. */
export const recordingsFolder = (dataFolder: string): string => join(dataFolder, 'recordings')

/** A file of a recording: begun once, only ever appended to, and dropped as a whole. */
export interface Segment {
  readonly file: string
  readonly number: number
  readonly bytes: number
  /** Wall time of the last line. */
  readonly changed: number
}

/** All that is kept of all devices of a desk, in bytes. */
const maxBytes = 5_000_000
/** A segment ends when it is this large or this old, so that what is dropped at once is little. */
const segmentBytes = 256 * 1024
const segmentMs = 3_600_000
const keptMs = 24 * 3_600_000

/** The segments of a folder, oldest first; none when there is no such folder. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const names = await readdir(folder).catch(() => [])
  const segments = names.flatMap((name) => {
    const number = /^(\d{8,})\.rec$/.exec(name)?.[1]
    return number === undefined ? [] : [{ file: join(folder, name), number: Number(number) }]
  })
  const found = segments.map(async ({ file, number }): Promise<Segment> => {
    const { size, mtimeMs } = await stat(file)
    return { file, number, bytes: size, changed: mtimeMs }
  })
  // One that the running agent has just dropped is not there any more.
  const settled = await Promise.allSettled(found)
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])).sort((a, b) => a.number - b.number)
}

/** Opens the recordings of a desk for one run of the agent. Makes no file before there is something to write. */
export async function openSegments(folder: string, clock: Clock): Promise<RecordingSink & { readonly run: string }> {
  const segments = await listSegments(folder)
  return new Segments(folder, clock, segments)
}

/**
 * Segments are never synced: what a power cut takes is the last moments, and a press must not wait for it. A segment of
 * an earlier run is never appended to: its last line may be half a line.
 */
class Segments implements RecordingSink {
  readonly run: string
  readonly #folder: string
  readonly #clock: Clock
  readonly #kept: Segment[]
  #next: number
  #current: { readonly handle: FileHandle; readonly began: number } | undefined

  constructor(folder: string, clock: Clock, kept: Segment[]) {
    this.#folder = folder
    this.#clock = clock
    this.#kept = kept
    this.#next = (kept.at(-1)?.number ?? 0) + 1
    this.run = `${this.#next}-${clock.wall().toString(36)}`
  }

  async append(lines: string, heads: string): Promise<void> {
    if (this.#isFull()) await this.close()
    const isNew = !this.#current
    const bytes = Buffer.from(isNew ? `${formatLine}\n${heads}${lines}` : lines, 'utf8')
    try {
      await this.#makeRoom(bytes.length)
      this.#current ??= await this.#begin()
      this.#grow(bytes.length)
      await this.#current.handle.appendFile(bytes)
    } catch (error) {
      // Half a line may have been written: what comes next begins a part of its own.
      await this.#leave(isNew).catch(() => undefined)
      throw error
    }
  }

  async close(): Promise<void> {
    const current = this.#current
    this.#current = undefined
    await current?.handle.close()
  }

  #isFull(): boolean {
    const began = this.#current?.began ?? 0
    return (this.#kept.at(-1)?.bytes ?? 0) >= segmentBytes || this.#clock.mono() - began >= segmentMs
  }

  async #begin() {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const number = this.#next++
    const file = join(this.#folder, `${String(number).padStart(8, '0')}.rec`)
    const handle = await open(file, 'ax', 0o600)
    this.#kept.push({ file, number, bytes: 0, changed: this.#clock.wall() })
    return { handle, began: this.#clock.mono() }
  }

  /** A part that could not be begun is no part. */
  async #leave(isNew: boolean): Promise<void> {
    const begun = this.#current && isNew ? this.#kept.pop() : undefined
    await this.close().catch(() => undefined)
    if (begun) await rm(begun.file, { force: true })
  }

  #grow(bytes: number): void {
    const last = this.#kept.pop()
    if (last) this.#kept.push({ ...last, bytes: last.bytes + bytes, changed: this.#clock.wall() })
  }

  /** Drops the oldest segments until the new bytes fit, and those that nobody wants any more. */
  async #makeRoom(bytes: number): Promise<void> {
    const oldest = this.#clock.wall() - keptMs
    let sum = this.#kept.reduce((total, segment) => total + segment.bytes, bytes)
    while (this.#kept.length > (this.#current ? 1 : 0)) {
      const [first] = this.#kept
      if (!first || (sum <= maxBytes && first.changed >= oldest)) return
      await rm(first.file, { force: true })
      this.#kept.shift()
      sum -= first.bytes
    }
  }
}
