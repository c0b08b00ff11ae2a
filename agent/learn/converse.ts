import type { Wire } from '../../src/bus/index.ts'
import { type Clock, DeskError, isDeskError } from '../../src/core/index.ts'
import type { Ask, LearnDialogue, Learnt } from '../../src/profile/index.ts'
import type { Audience } from './audience.ts'
import type { Inlet } from './inlet.ts'
import { readKeyNames } from './key-names.ts'

/** Who takes part in a lesson. */
export interface Circle {
  readonly inlet: Inlet
  readonly audience: Audience
  readonly clock: Clock
}

/** Leads a person through learning: says what is asked and what arrives. Throws what could not be learnt. */
export async function converse(dialogue: LearnDialogue, wire: Wire, circle: Circle): Promise<Learnt> {
  const { inlet, audience, clock } = circle
  const lamps = new LampWriter(wire)
  for (let said = -1; ; ) {
    if (said !== dialogue.number) {
      said = dialogue.number
      if (!(await lamps.show(dialogue.ask))) dialogue.refuse(clock.mono())
      if (said !== dialogue.number) continue
      audience.asks(dialogue.ask)
    }
    const { ask } = dialogue
    if (ask.kind === 'done') return ask.learnt
    if (ask.kind === 'failed') throw ask.error
    const happening = await inlet.next(dialogue.wakeAt)
    if (happening.kind === 'lost') throw new DeskError(happening.reason.code, happening.reason.args)
    if (happening.kind === 'bytes') {
      audience.hears(happening.chunk.bytes)
      dialogue.hear(happening.chunk)
    }
    if (happening.kind === 'line') answer(dialogue, happening.line, audience, clock)
    dialogue.tick(clock.mono())
  }
}

/** Lights what is asked about, and leaves the device dark behind it. */
class LampWriter {
  readonly #wire: Wire
  #dark: { readonly report: number; readonly size: number } | undefined

  constructor(wire: Wire) {
    this.#wire = wire
  }

  /** Whether the device has taken it, where something is to be written. */
  async show(ask: Ask): Promise<boolean> {
    if (this.#dark && (ask.kind !== 'lamp' || ask.report !== this.#dark.report)) await this.#darken(this.#dark)
    if (ask.kind !== 'lamp') return true
    this.#dark = { report: ask.report, size: ask.bytes.length }
    return await this.#write(ask.report, ask.bytes)
  }

  async #darken({ report, size }: { readonly report: number; readonly size: number }): Promise<void> {
    this.#dark = undefined
    await this.#write(report, new Uint8Array(size))
  }

  async #write(number: number, bytes: Uint8Array): Promise<boolean> {
    return await this.#wire.write(bytes, { number, kind: 'output' }).then(
      () => true,
      () => false,
    )
  }
}

/** A name that cannot be one is said so, and asked for again. */
function answer(dialogue: LearnDialogue, line: string, audience: Audience, clock: Clock): void {
  try {
    const isNamed = dialogue.ask.kind === 'names' || (dialogue.ask.kind === 'lamp' && line.trim() !== '')
    const words = isNamed ? namesIn(line) : line
    dialogue.answer(words, clock.mono())
  } catch (error) {
    if (!isDeskError(error)) throw error
    audience.refuses(error)
  }
}

function namesIn(line: string): string {
  return readKeyNames(line)
    .map(({ key }) => key)
    .join(' ')
}
