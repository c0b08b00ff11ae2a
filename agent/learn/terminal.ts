import { explain, type TextArgs, type TextKey, text } from '../../src/core/index.ts'
import { type Ask, encodeHex } from '../../src/profile/index.ts'
import type { CliIo } from '../cli-io.ts'
import { type Audience, formOf } from './audience.ts'

/** Prints a lesson at a terminal. */
export function printLesson(io: CliIo): Audience {
  const say = (key: TextKey, args: TextArgs = {}) => text(key, io.language(), args)
  return {
    tries(setting, press) {
      const args = { baud: setting.baud, form: formOf(setting) }
      io.out(press === 1 ? say('learn.trying', args) : say('learn.once.more'))
    },
    found: (setting) => io.out(say('learn.speed', { baud: setting.baud, form: formOf(setting) })),
    hears: (bytes) => io.out(say('learn.bytes', { bytes: encodeHex(bytes) })),
    asks: (ask) => print(ask, io),
    refuses: (error) => io.err(explain(error, io.language())),
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
    case 'lamps':
      io.out(text('learn.lamps', language))
      return
    case 'lamp':
      io.out(text('learn.lamp', language, { keys: ask.keys.join(', ') }))
      return
    case 'done':
      io.out(text(`learn.lamps.${ask.lamps}`, language))
      return
    default:
      return
  }
}
