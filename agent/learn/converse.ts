import type { Clock } from '../../src/core/index.ts'
import { DeskError, explain, isDeskError, text } from '../../src/core/index.ts'
import { type Ask, encodeHex, type LearnDialogue, type Learnt } from '../../src/profile/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Inlet } from './inlet.ts'

/** Leads a person through learning: prints what is asked, shows what arrives. Throws what could not be learnt. */
export async function converse(dialogue: LearnDialogue, inlet: Inlet, io: CliIo, clock: Clock): Promise<Learnt> {
  for (let shown = -1; ; ) {
    if (shown !== dialogue.number) print(dialogue.ask, io)
    shown = dialogue.number
    const { ask } = dialogue
    if (ask.kind === 'done') return ask.learnt
    if (ask.kind === 'failed') throw ask.error
    const happening = await inlet.next(dialogue.wakeAt)
    if (happening.kind === 'lost') throw new DeskError('DB-BUS-003')
    if (happening.kind === 'bytes') {
      io.out(text('learn.bytes', io.language(), { bytes: encodeHex(happening.chunk.bytes) }))
      dialogue.hear(happening.chunk)
    }
    if (happening.kind === 'line') answer(dialogue, happening.line, io, clock)
    dialogue.tick(clock.mono())
  }
}

/** A name that cannot be one is said so, and asked for again. */
function answer(dialogue: LearnDialogue, line: string, io: CliIo, clock: Clock): void {
  try {
    dialogue.answer(line, clock.mono())
  } catch (error) {
    if (!isDeskError(error)) throw error
    io.err(explain(error, io.language()))
  }
}

function print(ask: Ask, io: CliIo): void {
  const language = io.language()
  const word = 'byWord' in ask && ask.byWord ? text('learn.word', language) : ''
  switch (ask.kind) {
    case 'names':
      io.out(text('learn.names', language))
      return
    case 'wait':
      io.out(text('learn.wait', language, { seconds: ask.seconds }))
      return
    case 'press': {
      const key = ask.again ? 'learn.press.again' : 'learn.press'
      io.out(`${text(key, language, { key: ask.key, round: ask.round })}${word}`)
      return
    }
    case 'release':
      io.out(`${text('learn.release', language, { key: ask.key })}${word}`)
      return
    default:
      return
  }
}
