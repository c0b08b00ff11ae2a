import type { Wire } from '../../bus/index.ts'
import type { Profile } from '../../profile/index.ts'
import type { DeviceHost } from '../binding.ts'
import { Conversation } from '../conversation.ts'
import { noRecorder } from '../recorder/recorder.ts'
import { addressOf } from './address.ts'
import type { Spotted } from './fits.ts'

/** Twins, of which one is to be known by a press. What is pressed meanwhile has no other effect. */
export class Lineup {
  readonly candidates: readonly Spotted[]
  readonly #profile: Profile
  readonly #host: Pick<DeviceHost, 'bus' | 'clock' | 'log'>
  readonly #stopping = new AbortController()
  readonly #open: Promise<void>[]

  constructor(
    profile: Profile,
    candidates: readonly Spotted[],
    host: Pick<DeviceHost, 'bus' | 'clock' | 'log'>,
    pressed: (candidate: Spotted) => void,
  ) {
    this.#profile = profile
    this.#host = host
    this.candidates = candidates
    this.#open = candidates.map((candidate) => this.#listen(candidate, () => pressed(candidate)))
  }

  /** Resolves when the ports are free again. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#open)
  }

  /** One that cannot be opened is no candidate; the next plug begins a new lineup. */
  async #listen(candidate: Spotted, pressed: () => void): Promise<void> {
    const { bus } = this.#host
    const { signal } = this.#stopping
    const wire = await bus.open(addressOf(this.#profile.link, candidate.attached), signal).catch(() => undefined)
    if (!wire) return
    const conversation = this.#converse(wire, candidate, pressed)
    const leave = () => void conversation.close()
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    else conversation.start([])
    await conversation.over
    signal.removeEventListener('abort', leave)
    await wire.close()
  }

  #converse(wire: Wire, { attached, variant }: Spotted, pressed: () => void): Conversation {
    return new Conversation(wire, this.#profile, {
      ...this.#host,
      recorder: noRecorder,
      device: attached.path,
      ...(variant === undefined ? {} : { start: { variant } }),
      onEvent: ({ name }) => {
        if (name === 'press' || name === 'scan') pressed()
      },
    })
  }
}
