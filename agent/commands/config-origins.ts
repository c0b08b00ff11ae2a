import { Command } from 'commander'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { type CommonOptions, configOption, readConfig } from './options.ts'

/** `deskbridge config origins`: the applications that browsers of this PC must let in, one on a line. */
export function configOriginsCommand(io: CliIo): Command {
  return new Command('origins')
    .description(text('cli.config.origins', io.language()))
    .addOption(configOption(io))
    .action(({ config: file }: CommonOptions) => {
      for (const origin of readConfig(io, file)?.applications ?? []) io.out(origin)
    })
}
