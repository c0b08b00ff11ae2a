import { Command, Option } from 'commander'
import { callActions } from '../../src/contract/index.ts'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { controlClient, type ShortcutPress } from '../control/client.ts'
import { type CommonOptions, configOption, readConfig } from './options.ts'

type PressOptions = CommonOptions & Omit<ShortcutPress, 'action'>

/** `deskbridge press NAME`: a key of the counter, for a shortcut of the operating system. */
export function pressCommand(io: CliIo): Command {
  const known = callActions.join(', ')
  return new Command('press')
    .description(text('cli.press', io.language()))
    .argument('<name>', text('cli.press.name', io.language(), { known }))
    .addOption(new Option('--counter <counter>', text('cli.press.counter', io.language())))
    .addOption(new Option('--ticket <number>', text('cli.press.ticket', io.language())))
    .addOption(new Option('--reason <reason>', text('cli.press.reason', io.language())))
    .addOption(new Option('--to <place>', text('cli.press.to', io.language())))
    .addOption(configOption(io))
    .action(async (name: string, { config: file, ...press }: PressOptions) => {
      const config = readConfig(io, file)
      if (config) await controlClient(config.dataFolder).press({ action: name, ...press })
    })
}
