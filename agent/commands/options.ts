import { Option } from 'commander'
import { explain, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'

/** Options that several commands have. */
export interface CommonOptions {
  readonly config: string
  readonly json?: boolean
}

/** `--config FILE`, by default deskbridge.yaml of this folder. */
export function configOption(io: CliIo): Option {
  return new Option('-c, --config <file>', text('cli.option.config', io.language())).default('deskbridge.yaml')
}

/** `--json`. */
export function jsonOption(io: CliIo): Option {
  return new Option('--json', text('cli.option.json', io.language()))
}

/** Reads the configuration, or says all that is wrong with it and sets the exit code. */
export function readConfig(io: CliIo, file: string): Config | undefined {
  const { config, problems } = loadConfig(file, io.libraryFolder)
  for (const problem of problems) io.err(explain(problem, io.language()))
  if (!config) io.fail(1)
  return config
}
