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

  /**
   * Takes an event. `accepted` is called when it is on disk, at once when it already is, and never when it fails. A press
   * without a meaning counts as taken: a panel that waits for its acknowledgement would keep all later presses to itself.
   */
  take(event: DeviceEvent, accepted: () => void): void {
    const meaning = meaningOf(event, this.#binding)
    if (meaning.kind === 'nothing') return
    if (meaning.kind === 'unknown-key') {
      this.#countUnknown(meaning.key)
      accepted()
      return
    }
    const dedupe = event.dedupeKey === undefined ? undefined : `${this.#binding.name}/${event.dedupeKey}`
    if (dedupe !== undefined && this.#host.isKnown(dedupe)) {
      accepted()
      return
    }
    const stored = this.#store(meaning, this.#counterOf(event), dedupe)
    stored.then(accepted, () => {})
  }

  /** On a shared line the address tells whose press it was. */
  #counterOf({ data }: DeviceEvent): string {
    const { counter, lineCounters, profile } = this.#binding
    const address = profile.bus && data[profile.bus.param]
    return (typeof address === 'number' ? lineCounters?.get(address) : undefined) ?? counter
  }

  /** Resolves when nothing waits for the disk any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#inFlight)
  }

  #store(meaning: InputMeaning, counter: string, dedupe: string | undefined): Promise<void> {
    const running = dedupe === undefined ? undefined : this.#byKey.get(dedupe)
    if (running) return running
    const stored = this.#accept(meaning, counter, dedupe)
    this.#inFlight.add(stored)
    if (dedupe !== undefined) this.#byKey.set(dedupe, stored)
    const over = () => {
      this.#inFlight.delete(stored)
      if (dedupe !== undefined) this.#byKey.delete(dedupe)
    }
    stored.then(over, over)
    return stored
  }

  async #accept(meaning: InputMeaning, counter: string, dedupe: string | undefined): Promise<void> {
    try {
      if (this.#inFlight.size >= maxInFlight) throw new Error('too many presses wait for the disk')
      await this.#host.accept(this.#toInput(meaning, counter, dedupe))
    } catch (error) {
      this.notAccepted += 1
      const reason = isDeskError(error) ? error.code : String(error)
      this.#host.log.warn('press not accepted', { code: 'DB-DEV-003', device: this.#binding.name, reason })
      throw error
    }
  }

  #toInput(meaning: InputMeaning, counter: string, dedupe: string | undefined): DeskInput {
    const base = {
      id: uuidv7(this.#host.clock.wall(), this.#host.random),
      source: this.#binding.name,
      counter,
      ...(dedupe === undefined ? {} : { dedupe }),
    }
    return meaning.kind === 'scan' || meaning.kind === 'id-card'
      ? { ...base, ...meaning }
      : { ...base, ...meaning, via: 'keypad' }
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
