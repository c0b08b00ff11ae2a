import { existsSync } from 'node:fs'
import { Option } from 'commander'
import { explain, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Config } from '../config/config.ts'
import { loadConfig, ownProfilesFolder } from '../config/load.ts'

/** Options that several commands have. */
export interface CommonOptions {
  readonly config: string
  readonly json?: boolean
}

/** `--config FILE`, by default deskbridge.yaml of this folder. */
export function configOption(io: CliIo): Option {
  return new Option('-c, --config <file>', text('cli.option.config', io.language())).default(usualConfig)
}

/** `--json`. */
export function jsonOption(io: CliIo): Option {
  return new Option('--json', text('cli.option.json', io.language()))
}

/** Where the profiles of a desk are named by a command that needs no desk. */
export interface OwnProfilesOptions {
  readonly folder?: string
  readonly config?: string
}

/** An installed program knows where the configuration of its desk is; else it is the one of this folder. */
export const usualConfig: string = process.env.DESKBRIDGE_CONFIG ?? 'deskbridge.yaml'

/** `--folder FOLDER` and `--config FILE`: whose own profiles win over the library. */
export function ownProfilesOptions(io: CliIo): readonly Option[] {
  return [
    new Option('--folder <folder>', text('profile.cli.folder', io.language())),
    new Option('-c, --config <file>', text('cli.option.config', io.language())),
  ]
}

/**
 * The folder that is named, else that of the desk whose configuration is named or lies in this folder, if it has one.
 * @throws DeskError as {@link ownProfilesFolder}.
 */
export function ownProfiles({ folder, config }: OwnProfilesOptions): string | undefined {
  if (folder !== undefined) return folder
  if (config === undefined && !existsSync(usualConfig)) return undefined
  return ownProfilesFolder(config ?? usualConfig)
}

/** Reads the configuration, or says all that is wrong with it and sets the exit code. */
export function readConfig(io: CliIo, file: string): Config | undefined {
  const { config, problems } = loadConfig(file, io.libraryFolder)
  for (const problem of problems) io.err(explain(problem, io.language()))
  if (!config) io.fail(1)
  return config
}
