import type { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type { Packet } from 'mqtt-packet'
import type { Clock } from '../../../src/core/index.ts'
import { decode, Frames } from './frames.ts'

/** How the cable treats one direction. */
export interface LaneManners {
  /** Every byte is this much late, in milliseconds. */
  readonly delay?: number
  /** Each connection is reset, both ways, when so many bytes of it have gone in this direction. */
  readonly cutAfter?: number
  /** One byte at a time. */
  readonly pieces?: 'bytes'
  /** Each connection rests once for so many milliseconds after so many bytes. */
  readonly pause?: { readonly after: number; readonly ms: number }
  /** Nothing goes, nothing is lost, until this is no longer so: the sender feels it as back-pressure. */
  readonly stalled?: true
  /** Whether a packet vanishes on its way. */
  drop?(packet: Packet): boolean
}

/** What a lane needs to know of its connection. */
export interface LaneOptions {
  readonly clock: Clock
  manners(): LaneManners
  /** The version that the client named in its CONNECT; the lane up says it, both need it. */
  readonly version: { protocolVersion: number }
  /** Resets the whole connection. */
  cut(): void
  carried(bytes: number): void
  dropped(): void
}

interface Waiting {
  readonly frame: Buffer
  readonly due: number
}

/** Bytes that wait in the cable at most before the sender has to wait, too. */
const room = 1024 * 1024

/** One direction of one connection. */
export class Lane {
  readonly #from: Socket
  readonly #to: Socket
  readonly #o: LaneOptions
  readonly #frames = new Frames()
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #carried = 0
  #rested = false
  #pumping = false
  #over = false
  #void = false

  constructor(from: Socket, to: Socket, options: LaneOptions) {
    this.#from = from
    this.#to = to
    this.#o = options
    from.on('data', (bytes) => this.#take(bytes))
    from.on('close', () => {
      this.#over = true
      this.wake()
    })
  }

  /** From now on and for ever what comes is swallowed: a stream with a hole in it can never be mended. */
  swallow(): void {
    this.#void = true
    this.#waiting = []
    this.#from.resume()
  }

  /** The manners may have changed. */
  wake(): void {
    void this.#pump()
  }

  #take(bytes: Buffer): void {
    if (this.#void) return
    const due = this.#o.clock.mono() + (this.#o.manners().delay ?? 0)
    for (const frame of this.#frames.take(bytes)) {
      this.#waiting.push({ frame, due })
      this.#waitingBytes += frame.length
    }
    if (this.#waitingBytes > room) this.#from.pause()
    void this.#pump()
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    while (!this.#void && !this.#o.manners().stalled && !this.#to.destroyed) {
      const next = this.#waiting[0]
      if (!next) break
      await this.#until(next.due)
      if (this.#o.manners().stalled || this.#waiting[0] !== next) continue
      this.#waiting.shift()
      this.#waitingBytes -= next.frame.length
      await this.#carry(next.frame)
      if (this.#waitingBytes <= room && !this.#void) this.#from.resume()
    }
    this.#pumping = false
    // What was on its way still arrives; only then does the other end learn that this one has gone.
    if (this.#over && !this.#void && this.#waiting.length === 0) this.#to.destroy()
  }

  async #carry(frame: Buffer): Promise<void> {
    if (this.#isDropped(frame)) return this.#o.dropped()
    const step = this.#o.manners().pieces === 'bytes' ? 1 : frame.length
    for (let at = 0; at < frame.length && !this.#to.destroyed; at += step) {
      await this.#send(frame.subarray(at, at + step))
      if (step === 1) await turn()
    }
  }

  async #send(piece: Buffer): Promise<void> {
    const { cutAfter = Number.POSITIVE_INFINITY, pause } = this.#o.manners()
    if (pause && !this.#rested && this.#carried + piece.length > pause.after) {
      this.#rested = true
      const before = pause.after - this.#carried
      await this.#write(piece.subarray(0, before))
      await this.#until(this.#o.clock.mono() + pause.ms)
      return await this.#send(piece.subarray(before))
    }
    await this.#write(piece.subarray(0, Math.max(0, cutAfter - this.#carried)))
    if (this.#carried >= cutAfter) this.#o.cut()
  }

  #write(piece: Buffer): Promise<void> {
    this.#carried += piece.length
    this.#o.carried(piece.length)
    if (this.#to.destroyed || piece.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#to.write(piece, () => resolve()))
  }

  #isDropped(frame: Buffer): boolean {
    const { version } = this.#o
    const connect = 0x10
    const { drop } = this.#o.manners()
    const packet = drop || frame[0] === connect ? decode(frame, version.protocolVersion) : undefined
    if (packet?.cmd === 'connect') version.protocolVersion = packet.protocolVersion ?? 4
    return packet !== undefined && (drop?.(packet) ?? false)
  }

  #until(due: number): Promise<void> {
    const { clock } = this.#o
    const ms = due - clock.mono()
    return ms <= 0 ? Promise.resolve() : new Promise((resolve) => void clock.after(ms, resolve))
  }
}
