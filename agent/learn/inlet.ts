import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Chunk, Wire } from '../../src/bus/index.ts'
import type { Clock, Timer } from '../../src/core/index.ts'

/** One thing that happened while a device is being learnt. */
export type Happening =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'bytes'; readonly chunk: Chunk }
  | { readonly kind: 'lost' }
  | { readonly kind: 'time' }

/** What a person types, what a device says, and time: one after the other. */
export class Inlet {
  readonly #clock: Clock
  readonly #waiting: Happening[] = []
  readonly #typing: ReturnType<typeof createInterface>
  #wake: (() => void) | undefined

  constructor(input: Readable, clock: Clock) {
    this.#clock = clock
    this.#typing = createInterface({ input })
    this.#typing.on('line', (line) => this.#add({ kind: 'line', line }))
    this.#typing.on('close', () => this.#add({ kind: 'lost' }))
  }

  /** Listens to a wire until it is lost. */
  listen(wire: Wire): void {
    const read = async () => {
      for await (const chunk of wire.readable) this.#add({ kind: 'bytes', chunk })
      this.#add({ kind: 'lost' })
    }
    void read()
  }

  /** What happens next; `time` once it is that late, if nothing happens before. */
  async next(wakeAt: number | null): Promise<Happening> {
    const waiting = this.#waiting.shift()
    if (waiting) return waiting
    let timer: Timer | undefined
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      if (wakeAt !== null) timer = this.#clock.after(Math.max(0, wakeAt - this.#clock.mono()), resolve)
    })
    timer?.cancel()
    this.#wake = undefined
    return this.#waiting.shift() ?? { kind: 'time' }
  }

  /** Forgets what has happened and nobody has heard of. */
  forget(): void {
    this.#waiting.length = 0
  }

  close(): void {
    this.#typing.close()
  }

  #add(happening: Happening): void {
    this.#waiting.push(happening)
    this.#wake?.()
  }
}
