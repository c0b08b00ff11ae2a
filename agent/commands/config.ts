import { Command } from 'commander'
import { stringify } from 'yaml'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { loadConfig } from '../config/load.ts'
import { type ShownPart, shownConfig } from '../provision/shown-config.ts'
import { configOriginsCommand } from './config-origins.ts'
import { jsonOption, readConfig, usualConfig } from './options.ts'

/** `deskbridge config check|show FILE`. */
export function configCommand(io: CliIo): Command {
  const language = io.language()
  const check = new Command('check')
    .description(text('cli.config.check', language))
    .argument('[file]', text('cli.option.config', language), usualConfig)
    .addOption(jsonOption(io))
    .action((file: string, { json }: { json?: boolean }) => {
      if (json) return printProblems(io, file)
      const config = readConfig(io, file)
      if (!config) return
      const { counters, devices } = config
      io.out(text('cli.config.good', language, { file, counters: counters.length, devices: devices.length }))
    })
  const show = new Command('show')
    .description(text('cli.config.show', language))
    .argument('[file]', text('cli.option.config', language), usualConfig)
    .addOption(jsonOption(io))
    .action((file: string, { json }: { json?: boolean }) => {
      const config = readConfig(io, file)
      if (!config) return
      const parts = shownConfig(file, config.revision)
      if (json) return io.out(JSON.stringify(parts))
      for (const part of parts) for (const line of partLines(io, part)) io.out(line)
    })
  return new Command('config')
    .description(text('cli.config', language))
    .addCommand(check)
    .addCommand(show)
    .addCommand(configOriginsCommand(io))
}

/** A key in force under the words of where it is from. */
function partLines(io: CliIo, { key, value, from }: ShownPart): readonly string[] {
  const source =
    typeof from === 'number'
      ? text('cli.config.from-centre', io.language(), { revision: from })
      : text('cli.config.from-file', io.language(), { file: from })
  return [
    `# ${source}`,
    ...stringify({ [key]: value }, { lineWidth: 120 })
      .trimEnd()
      .split('\n'),
  ]
}

function printProblems(io: CliIo, file: string): void {
  const { problems } = loadConfig(file, io.libraryFolder)
  const list = problems.map(({ code, args, place }) => ({ code, ...place, message: text(code, io.language(), args) }))
  io.out(JSON.stringify({ file, good: list.length === 0, problems: list }))
  if (list.length > 0) io.fail(1)
}
