import type { Chunk, LostReason, Wire } from '../../src/bus/index.ts'
import type { Clock, Timer } from '../../src/core/index.ts'

/** One thing that happened while a device is being learnt. */
export type Happening =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'bytes'; readonly chunk: Chunk }
  | { readonly kind: 'lost'; readonly reason: LostReason }
  | { readonly kind: 'time' }

const gone: Happening = { kind: 'lost', reason: { code: 'DB-BUS-003', args: {} } }

/** What a person says, what a device says, and time: one after the other. */
export class Inlet {
  readonly #clock: Clock
  readonly #waiting: Happening[] = []
  #wake: (() => void) | undefined
  #turn = 0
  #ended = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The person has said something. */
  say(line: string): void {
    this.#add({ kind: 'line', line })
  }

  /** Listens to a wire until it is lost, or forgotten. */
  listen(wire: Wire): void {
    const turn = this.#turn
    const add = (happening: Happening) => {
      if (turn === this.#turn) this.#add(happening)
    }
    const read = async () => {
      for await (const chunk of wire.readable) add({ kind: 'bytes', chunk })
      add({ kind: 'lost', reason: await wire.lost })
    }
    void read()
  }

  /** What happens next; `time` once it is that late, if nothing happens before. */
  async next(wakeAt: number | null): Promise<Happening> {
    const waiting = this.#waiting.shift()
    if (waiting) return waiting
    if (this.#ended) return gone
    let timer: Timer | undefined
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      if (wakeAt !== null) timer = this.#clock.after(Math.max(0, wakeAt - this.#clock.mono()), resolve)
    })
    timer?.cancel()
    this.#wake = undefined
    return this.#waiting.shift() ?? (this.#ended ? gone : { kind: 'time' })
  }

  /** Forgets what has happened and nobody has heard of, and the wire that it listened to. */
  forget(): void {
    this.#turn++
    this.#waiting.length = 0
  }

  /** The person is gone: from now on everything is lost. */
  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  #add(happening: Happening): void {
    this.#waiting.push(happening)
    this.#wake?.()
  }
}
