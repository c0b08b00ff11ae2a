import type { DeskInput } from '../contract/index.ts'
import { isDeskError, uuidv7 } from '../core/index.ts'
import type { DeviceEvent } from '../profile/index.ts'
import type { DeviceBinding, DeviceHost } from './binding.ts'
import { type Meaning, meaningOf } from './meaning.ts'

/** Inputs that may wait for the disk; presses beyond it are not acknowledged, and counted as not accepted. */
const maxInFlight = 64

/** Turns what a device tells into inputs that are stored once, however often the device repeats itself. */
export class Presses {
  readonly #binding: DeviceBinding
  readonly #host: DeviceHost
  readonly #inFlight = new Set<Promise<void>>()
  readonly #byKey = new Map<string, Promise<void>>()
  readonly #unknownKeys = new Set<string>()
  unknownKeys = 0
  notAccepted = 0

  constructor(binding: DeviceBinding, host: DeviceHost) {
    this.#binding = binding
    this.#host = host
  }

  /** Takes an event. `accepted` is called when it is on disk, at once when it already is, and never when it fails. */
  take(event: DeviceEvent, accepted: () => void): void {
    const meaning = meaningOf(event, this.#binding)
    if (meaning.kind === 'nothing') return
    if (meaning.kind === 'unknown-key') {
      this.#countUnknown(meaning.key)
      return
    }
    const dedupe = event.dedupeKey === undefined ? undefined : `${this.#binding.name}/${event.dedupeKey}`
    if (dedupe !== undefined && this.#host.isKnown(dedupe)) {
      accepted()
      return
    }
    const stored = this.#store(meaning, dedupe)
    stored.then(accepted, () => {})
  }

  /** Resolves when nothing waits for the disk any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#inFlight)
  }

  #store(meaning: InputMeaning, dedupe: string | undefined): Promise<void> {
    const running = dedupe === undefined ? undefined : this.#byKey.get(dedupe)
    if (running) return running
    const stored = this.#accept(meaning, dedupe)
    this.#inFlight.add(stored)
    if (dedupe !== undefined) this.#byKey.set(dedupe, stored)
    const over = () => {
      this.#inFlight.delete(stored)
      if (dedupe !== undefined) this.#byKey.delete(dedupe)
    }
    stored.then(over, over)
    return stored
  }

  async #accept(meaning: InputMeaning, dedupe: string | undefined): Promise<void> {
    try {
      if (this.#inFlight.size >= maxInFlight) throw new Error('too many presses wait for the disk')
      await this.#host.accept(this.#toInput(meaning, dedupe))
    } catch (error) {
      this.notAccepted += 1
      const reason = isDeskError(error) ? error.code : String(error)
      this.#host.log.warn('press not accepted', { code: 'DB-DEV-003', device: this.#binding.name, reason })
      throw error
    }
  }

  #toInput(meaning: InputMeaning, dedupe: string | undefined): DeskInput {
    const base = {
      id: uuidv7(this.#host.clock.wall(), this.#host.random),
      source: this.#binding.name,
      counter: this.#binding.counter,
      ...(dedupe === undefined ? {} : { dedupe }),
    }
    return meaning.kind === 'scan' ? { ...base, ...meaning } : { ...base, ...meaning, via: 'keypad' }
  }

  /** Each key is logged once: a device that repeats it would fill the log. */
  #countUnknown(key: string): void {
    this.unknownKeys += 1
    if (this.#unknownKeys.has(key) || this.#unknownKeys.size >= maxInFlight) return
    this.#unknownKeys.add(key)
    this.#host.log.warn('key without a meaning', {
      code: 'DB-DEV-002',
      device: this.#binding.name,
      id: key.slice(0, 40),
    })
  }
}

type InputMeaning = Exclude<Meaning, { kind: 'nothing' } | { kind: 'unknown-key' }>
