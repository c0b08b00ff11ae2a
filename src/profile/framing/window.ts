/** How much of a chunk is taken in at once; with one frame, all that a port ever holds. */
const slice = 8192

/**
 * The bytes that are not judged yet: one buffer of fixed size, with a head that moves. Compacting happens only when
 * the end is reached, so every byte is copied a bounded number of times, however the input is cut.
 */
export class Window {
  readonly #bytes: Buffer
  #head = 0
  #tail = 0
  #position = 0

  constructor(longestFrame: number) {
    this.#bytes = Buffer.alloc(longestFrame + Math.min(slice, Math.max(longestFrame, 1024)))
  }

  get length(): number {
    return this.#tail - this.#head
  }

  /** Where the head is, counted from the first byte that ever arrived. */
  get position(): number {
    return this.#position
  }

  /** Takes in what fits; returns how much that was. */
  append(chunk: Uint8Array, from: number): number {
    if (this.#head === this.#tail) this.#head = this.#tail = 0
    if (this.#tail === this.#bytes.length) this.#compact()
    const count = Math.min(chunk.length - from, this.#bytes.length - this.#tail)
    this.#bytes.set(chunk.subarray(from, from + count), this.#tail)
    this.#tail += count
    return count
  }

  /** The byte at an offset from the head; undefined when it is not here yet. */
  at(offset: number): number | undefined {
    return offset < this.length ? this.#bytes[this.#head + offset] : undefined
  }

  /** Whether a sequence stands at an offset, as far as its bytes are here. */
  holds(sequence: Uint8Array, offset: number): boolean {
    const count = Math.min(sequence.length, this.length - offset)
    for (let i = 0; i < count; i++) if (this.#bytes[this.#head + offset + i] !== sequence[i]) return false
    return true
  }

  /** Where a sequence begins, as an offset from the head; -1 when it is not (yet) here. */
  indexOf(needle: Uint8Array, from: number): number {
    const found = this.#bytes.subarray(0, this.#tail).indexOf(needle, this.#head + from)
    return found < 0 ? -1 : found - this.#head
  }

  /** A view of the first bytes; valid until the next `append`. */
  peek(count: number): Uint8Array {
    return this.#bytes.subarray(this.#head, this.#head + count)
  }

  drop(count: number): void {
    this.#head += count
    this.#position += count
  }

  #compact(): void {
    this.#bytes.copyWithin(0, this.#head, this.#tail)
    this.#tail -= this.#head
    this.#head = 0
  }
}

/** Finds one sequence in a moving window without looking at any byte twice. Asked with places that only grow. */
export class Finder {
  readonly needle: Uint8Array
  /** The first hit at or after the place last asked for. */
  #hit = -1
  /** No hit begins before this. */
  #clean = 0

  constructor(needle: Uint8Array) {
    this.needle = needle
  }

  /** The offset of the first hit at or after `from`; -1 when there is none among the bytes that are here. */
  find(window: Window, from: number): number {
    const start = window.position + from
    if (this.#hit >= start) return this.#hit - window.position
    const first = Math.max(this.#clean, start) - window.position
    if (first + this.needle.length > window.length) return -1
    const offset = window.indexOf(this.needle, first)
    if (offset >= 0) {
      this.#hit = window.position + offset
      return offset
    }
    // The last bytes may be the beginning of a hit.
    this.#clean = Math.max(this.#clean, start, window.position + window.length - this.needle.length + 1)
    return -1
  }
}
