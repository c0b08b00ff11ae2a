import { type Clock, DeskError, isDeskError } from '../../src/core/index.ts'
import type { LearnDialogue, Learnt } from '../../src/profile/index.ts'
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
export async function converse(dialogue: LearnDialogue, { inlet, audience, clock }: Circle): Promise<Learnt> {
  for (let said = -1; ; ) {
    if (said !== dialogue.number) audience.asks(dialogue.ask)
    said = dialogue.number
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

/** A name that cannot be one is said so, and asked for again. */
function answer(dialogue: LearnDialogue, line: string, audience: Audience, clock: Clock): void {
  try {
    const words = dialogue.ask.kind === 'names' ? namesIn(line) : line
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
