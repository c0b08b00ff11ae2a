import { Command } from 'commander'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { loadConfig } from '../config/load.ts'
import { jsonOption, readConfig } from './options.ts'

/** `deskbridge config check FILE`. */
export function configCommand(io: CliIo): Command {
  const language = io.language()
  const check = new Command('check')
    .description(text('cli.config.check', language))
    .argument('[file]', text('cli.option.config', language), 'deskbridge.yaml')
    .addOption(jsonOption(io))
    .action((file: string, { json }: { json?: boolean }) => {
      if (json) return printProblems(io, file)
      const config = readConfig(io, file)
      if (!config) return
      const { counters, devices } = config
      io.out(text('cli.config.good', language, { file, counters: counters.length, devices: devices.length }))
    })
  return new Command('config').description(text('cli.config', language)).addCommand(check)
}

function printProblems(io: CliIo, file: string): void {
  const { problems } = loadConfig(file, io.libraryFolder)
  const list = problems.map(({ code, args, place }) => ({ code, ...place, message: text(code, io.language(), args) }))
  io.out(JSON.stringify({ file, good: list.length === 0, problems: list }))
  if (list.length > 0) io.fail(1)
}
