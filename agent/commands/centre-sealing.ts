import { Command, Option } from 'commander'
import { formatTime } from '../../src/contract/index.ts'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { systemClock, systemRandom } from '../system.ts'
import { signerOf } from './centre-push.ts'
import { type DataOptions, dataCommand, lookingCommand, show, withStore } from './centre-store.ts'
import { readPassword } from './password.ts'

interface KeyOptions extends DataOptions {
  readonly passphraseFile?: string
}

/** `deskbridge centre sealing rotate|list`: the key to which desks seal what only the centre may read. */
export function centreSealingCommand(io: CliIo): Command {
  const command = new Command('sealing').description(text('cli.centre.sealing', io.language()))
  return command.addCommand(rotate(io)).addCommand(list(io))
}

/** The first key, or the next. A centre that runs gives it to its desks by itself. */
function rotate(io: CliIo): Command {
  return dataCommand(io, 'rotate', 'cli.centre.sealing.rotate')
    .addOption(new Option('--passphrase-file <file>', text('cli.option.passphrase-file', io.language())))
    .action((options: KeyOptions) =>
      withStore(options.data, async (store) => {
        const { rotateSealingKey } = await import('../../src/centre/index.ts')
        const signer = await signerOf(store, options)
        const passphrase = options.passphraseFile === undefined ? undefined : readPassword(options.passphraseFile)
        const now = systemClock.wall()
        const { keyId } = await rotateSealingKey(store.database, { signer, passphrase, now, random: systemRandom })
        io.out(text('cli.centre.sealing.rotated', io.language(), { key: keyId }))
        if (passphrase === undefined) io.err(text('cli.centre.unsealed', io.language(), { folder: options.data }))
      }),
    )
}

function list(io: CliIo): Command {
  return lookingCommand(io, 'list', 'cli.centre.sealing.list').action((options: DataOptions) =>
    withStore(options.data, async ({ database }) => {
      const { sealingKeys } = await import('../../src/centre/index.ts')
      const keys = (await sealingKeys(database)).map(({ made, ...key }) => ({ ...key, made: formatTime(made) }))
      const line = ({ keyId, made, state }: (typeof keys)[number]) =>
        text(`cli.centre.sealing.${state}`, io.language(), { key: keyId, made })
      show(io, options, keys, line, 'cli.centre.sealing.none')
    }),
  )
}
