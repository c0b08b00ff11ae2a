import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../src/core/index.ts'
import { formatLine, type RecordingSink } from '../../src/device/index.ts'
import { packedEnd, packSegment } from './pack.ts'

/** Where the recordings of a desk are, inside its data folder. */
export const recordingsFolder = (dataFolder: string): string => join(dataFolder, 'recordings')

/** A file of a recording: begun once, only ever appended to, packed when it is finished, and dropped as a whole. */
export interface Segment {
  readonly file: string
  readonly number: number
  readonly bytes: number
  /** Wall time of the last line. */
  readonly changed: number
}

/** All that is kept of all devices of a desk, in bytes: 5 MB, less the room in which a segment is packed. */
const maxBytes = 4_300_000
/** A segment ends when it is this large or this old, so that what is dropped at once is little. */
const segmentBytes = 256 * 1024
const segmentMs = 3_600_000
const keptMs = 24 * 3_600_000

/** The segments of a folder, oldest first; none when there is no such folder. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const names = await readdir(folder).catch((): string[] => [])
  // One that was being packed when the program ended is there twice: the packed one is whole.
  const segments = names.filter((name) => namePattern.test(name) && !names.includes(`${name}${packedEnd}`))
  const found = segments.map(async (name): Promise<Segment> => {
    const file = join(folder, name)
    const { size, mtimeMs } = await stat(file)
    return { file, number: Number.parseInt(name, 10), bytes: size, changed: mtimeMs }
  })
  // One that the running agent has just dropped is not there any more.
  const settled = await Promise.allSettled(found)
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])).sort((a, b) => a.number - b.number)
}

/** What a program that ended while it packed has left behind. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  const unfinished = names.filter((name) => name.endsWith(`.rec${packedEnd}.new`))
  const packed = names.filter((name) => names.includes(`${name}${packedEnd}`))
  for (const name of [...unfinished, ...packed]) await rm(join(folder, name), { force: true }).catch(() => undefined)
}

const namePattern = /^\d{8,}\.rec(?:\.gz)?$/

/** Opens the recordings of a desk for one run of the agent. Makes no file before there is something to write. */
export async function openSegments(folder: string, clock: Clock): Promise<RecordingSink & { readonly run: string }> {
  const segments = await listSegments(folder)
  await removeLeftovers(folder)
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
    if (this.#current && this.#isFull()) await this.#finish()
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

  /** One that cannot be packed stays as it is. */
  async #finish(): Promise<void> {
    await this.close()
    const last = this.#kept.pop()
    if (last) this.#kept.push({ ...last, ...(await packSegment(last.file).catch(() => undefined)) })
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
