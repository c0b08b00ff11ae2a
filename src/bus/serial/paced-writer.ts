import type { SerialPort } from 'serialport'
import { writeStallMs } from '../wire.ts'

interface Job {
  readonly bytes: Uint8Array
  readonly done: () => void
}

/**
 * Writes in order, in pieces of about half a second, so that a slow line is told from a stalled one. The binding has no
 * time-out of its own: `onStall` is called when a piece was not taken in time.
 */
export class PacedWriter {
  readonly #port: SerialPort
  readonly #pieceSize: number
  readonly #onStall: () => void
  readonly #queue: Job[] = []
  #offset = 0
  #timer: NodeJS.Timeout | undefined

  constructor(port: SerialPort, baud: number, onStall: () => void) {
    this.#port = port
    this.#pieceSize = Math.max(4, Math.floor(baud / 20))
    this.#onStall = onStall
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.#queue.push({ bytes, done })
    if (this.#queue.length === 1) this.#next()
  }

  stop(): void {
    this.#queue.length = 0
    clearTimeout(this.#timer)
  }

  #next(): void {
    const job = this.#queue[0]
    if (!job) return
    const piece = job.bytes.subarray(this.#offset, this.#offset + this.#pieceSize)
    this.#timer = setTimeout(this.#onStall, writeStallMs)
    this.#port.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength), (error) => {
      clearTimeout(this.#timer)
      // A failed write closes the port; the port tells why. A stopped writer has no job any more.
      if (error || this.#queue[0] !== job) return
      this.#advance(job, piece.length)
      this.#next()
    })
  }

  #advance(job: Job, written: number): void {
    this.#offset += written
    if (this.#offset < job.bytes.length) return
    this.#queue.shift()
    this.#offset = 0
    job.done()
  }
}
