import type { Attached } from '../../src/bus/index.ts'
import { DeskError, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { attachedLine } from '../commands/devices.ts'
import type { Inlet } from './inlet.ts'
import { choicesOf } from './learnable.ts'

/** Lets a person choose one of the devices that are plugged in, by its number. Throws `DB-AGT-024` when there is none. */
export async function chooseDevice(attached: readonly Attached[], inlet: Inlet, io: CliIo): Promise<Attached> {
  const language = io.language()
  const choices = choicesOf(attached)
  if (choices.length === 0) throw new DeskError('DB-AGT-024')
  choices.forEach((one, index) => {
    const name = `${attachedLine(one)} (${text(`learn.wire.${one.wire}`, language)})`
    io.out(text('learn.choice', language, { number: index + 1, name }))
  })
  for (;;) {
    io.out(text('learn.choose', language))
    const happening = await inlet.next(null)
    if (happening.kind === 'lost') throw new DeskError(happening.reason.code, happening.reason.args)
    const chosen = happening.kind === 'line' ? choices[Number(happening.line) - 1] : undefined
    if (chosen) return chosen
  }
}
