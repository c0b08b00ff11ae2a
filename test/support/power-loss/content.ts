import type { Random } from '../../../src/core/index.ts'
import type { Step } from './log.ts'

/** The unit in which a system writes its cache to the disk. */
const blockSize = 4096
/** What a disk writes whole or not at all. */
const sectorSize = 512

/** What of the unsynced survives: nothing, or by chance; a torn write ends in the middle. */
export type Survival =
  | { readonly kept: 'nothing' }
  | { readonly kept: 'some'; readonly random: Random; readonly torn: boolean }

/** A file after a power loss. */
export interface Remains {
  readonly content: Buffer
  readonly lost: number
  readonly survived: number
  readonly torn: boolean
}

/** A change within one block. */
interface Piece {
  readonly position: number
  readonly block: number
  readonly offset: number
  readonly data: Buffer
}

interface SizeChange {
  readonly position: number
  readonly size: number
}

type ContentStep = Extract<Step, { kind: 'write' | 'size' | 'durable' | 'given-up' }>

/** One file as the program sees it, as the disk has it, and the changes on their way. */
export class Content {
  readonly #live: Image
  readonly #durable: Image
  #pieces: Piece[] = []
  #sizes: SizeChange[] = []
  /** Changes that a failed fsync gave up: they reach the disk only if their block is written again. */
  #givenUp: Piece[] = []

  constructor(first: Buffer) {
    this.#live = new Image(first)
    this.#durable = new Image(first)
  }

  /** The file as the program sees it. */
  get live(): Buffer {
    return this.#live.bytes
  }

  apply(step: ContentStep): void {
    if (step.kind === 'write') this.#write(step.position, step.offset, step.data)
    else if (step.kind === 'size') this.#resize(step.position, step.size)
    else this.#settle(step.before, step.kind)
  }

  /** The file as it is when the power has come back. */
  remains(survival: Survival): Remains {
    const chosen = survival.kept === 'nothing' ? [] : survivors(this.#pieces, survival.random)
    const torn = survival.kept === 'some' && survival.torn ? tear(chosen, survival.random) : undefined
    const image = new Image(this.#durable.bytes)
    const written = chosen.map((piece) => (piece === torn?.whole ? { ...piece, data: torn.part } : piece))
    // Sizes are the file system's own notes, which it keeps in order: the first so many of them hold.
    const held = survival.kept === 'nothing' ? 0 : Math.floor(survival.random.unit() * (this.#sizes.length + 1))
    image.replay(written, this.#sizes.slice(0, held))
    const lost = this.#pieces.length + this.#givenUp.length - chosen.length
    return { content: image.bytes, lost, survived: chosen.length, torn: torn !== undefined }
  }

  #write(position: number, offset: number, data: Buffer): void {
    for (let at = 0; at < data.length; ) {
      const block = Math.floor((offset + at) / blockSize)
      const end = Math.min(data.length, (block + 1) * blockSize - offset)
      this.#change({ position, block, offset: offset + at, data: data.subarray(at, end) })
      at = end
    }
    this.#live.write(offset, data)
    this.#sizes.push({ position, size: this.#live.bytes.length })
  }

  #resize(position: number, size: number): void {
    this.#live.resize(size)
    this.#sizes.push({ position, size })
  }

  #change(piece: Piece): void {
    const again = this.#givenUp.filter(({ block }) => block === piece.block)
    if (again.length > 0) {
      this.#givenUp = this.#givenUp.filter(({ block }) => block !== piece.block)
      this.#pieces.push(...again.map((old) => ({ ...old, position: piece.position })))
    }
    this.#pieces.push(piece)
  }

  #settle(before: number, how: 'durable' | 'given-up'): void {
    const settled = this.#pieces.filter(({ position }) => position < before)
    const sizes = this.#sizes.filter(({ position }) => position < before)
    this.#pieces = this.#pieces.filter(({ position }) => position >= before)
    this.#sizes = this.#sizes.filter(({ position }) => position >= before)
    if (how === 'given-up') {
      this.#givenUp.push(...settled)
      return
    }
    this.#durable.replay(settled, sizes)
  }
}

/** Of each block a random number of its changes, from the oldest: the last state of the block that reached the disk. */
function survivors(pieces: readonly Piece[], random: Random): Piece[] {
  const blocks = Map.groupBy(pieces, ({ block }) => block)
  const chosen = [...blocks.values()].flatMap((changes) =>
    changes.slice(0, Math.floor(random.unit() * (changes.length + 1))),
  )
  return chosen.sort((a, b) => a.position - b.position || a.offset - b.offset)
}

/** The first change that can be cut at a sector's edge, and what is left of it. */
function tear(chosen: readonly Piece[], random: Random): { whole: Piece; part: Buffer } | undefined {
  for (const whole of chosen) {
    const edges: number[] = []
    const first = sectorSize - (whole.offset % sectorSize)
    for (let edge = first; edge < whole.data.length; edge += sectorSize) edges.push(edge)
    const edge = pick(edges, random)
    if (edge !== undefined) return { whole, part: whole.data.subarray(0, edge) }
  }
  return undefined
}

function pick<T>(from: readonly T[], random: Random): T | undefined {
  return from[Math.floor(random.unit() * from.length)]
}

/** Bytes that grow. */
class Image {
  #room: Buffer
  #size: number

  constructor(content: Buffer) {
    this.#room = Buffer.from(content)
    this.#size = content.length
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#size)
  }

  write(offset: number, data: Buffer): void {
    this.resize(Math.max(this.#size, offset + data.length))
    data.copy(this.#room, offset)
  }

  /**
   * Does writes and changes of the size again, in their order. A cut takes away what lay behind it, as a whole: no file
   * system writes over the blocks that it frees.
   */
  replay(pieces: readonly Piece[], sizes: readonly SizeChange[]): void {
    const size = sizes.at(-1)?.size ?? this.#size
    for (const change of [...pieces, ...sizes].sort((a, b) => a.position - b.position)) {
      if ('data' in change) this.write(change.offset, change.data)
      else if (change.size < this.#size) this.resize(change.size)
    }
    this.resize(size)
  }

  resize(size: number): void {
    if (size > this.#room.length) this.#room = Buffer.concat([this.bytes], Math.max(size, this.#room.length * 2))
    else if (size < this.#size) this.#room.fill(0, size, this.#size)
    this.#size = size
  }
}
