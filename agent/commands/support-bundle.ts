import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { DeskError, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { makeBundle } from '../support/bundle.ts'
import { bundleName } from '../support/bundle-name.ts'
import { gather } from '../support/gather.ts'
import { type CommonOptions, configOption } from './options.ts'

interface BundleOptions extends CommonOptions {
  readonly out?: string
}

/** `deskbridge support-bundle`: one file for whoever helps. The agent may be running. */
export function supportBundleCommand(io: CliIo): Command {
  const language = io.language()
  return new Command('support-bundle')
    .description(text('cli.support-bundle', language))
    .option('--out <file>', text('cli.support-bundle.out', language))
    .addOption(configOption(io))
    .action(async ({ config, out }: BundleOptions) => {
      const sources = await gather(config, io.libraryFolder)
      const file = resolve(out ?? bundleName(sources.now))
      const bundle = await makeBundle(sources)
      await write(file, bundle)
      io.out(text('cli.support-bundle.done', language, { file, size: Math.ceil(bundle.length / 1024) }))
    })
}

async function write(file: string, bundle: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bundle, { mode: 0o600 })
  } catch (error) {
    throw new DeskError('DB-SUP-001', { file, reason: (error as Error).message }, { cause: error })
  }
}
