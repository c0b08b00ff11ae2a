import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { CentreSettings, EnrolledDesk, Enrolment, EnrolmentActs, FreshCode } from '../../src/centre/index.ts'
import { defaultRoot } from '../../src/contract/index.ts'
import { type TextKey, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { systemClock, systemRandom } from '../system.ts'
import { type DataOptions, dataCommand, lookingCommand, show, withStore } from './centre-store.ts'
import { readPassword } from './password.ts'

interface KeyOptions extends DataOptions {
  readonly passphraseFile?: string
}

interface DeskOptions extends KeyOptions {
  readonly desk: string
}

interface KitOptions extends KeyOptions {
  readonly centre: string
  readonly broker: string
  readonly host: readonly string[]
  readonly root: string
  readonly out: string
}

/** `deskbridge centre certificates|code|enrolled|revoke|unblock|replace|move|stolen|wipe`: who is a desk here. */
export const centreEnrolmentCommands: readonly ((io: CliIo) => Command)[] = [
  certificates,
  code,
  enrolled,
  revoke,
  unblock,
  replace,
  move,
  stolen,
  wipe,
]

/** What the broker and the centre's server need. It is also how a centre gets its name, so it comes first of all. */
function certificates(io: CliIo): Command {
  return keyCommand(io, 'certificates', 'cli.centre.certificates')
    .addOption(required(io, '--centre <name>', 'cli.option.centre-name'))
    .addOption(required(io, '--broker <url>', 'cli.option.desk-broker'))
    .addOption(required(io, '--host <name...>', 'cli.option.broker-host'))
    .addOption(required(io, '--out <folder>', 'cli.option.out'))
    .addOption(new Option('--root <topic>', text('cli.option.root', io.language())).default(defaultRoot))
    .action(async ({ centre, broker, host, root, out, ...options }: KitOptions) => {
      const { openSqliteStore, writeBrokerKit } = await import('../../src/centre/index.ts')
      const folder = resolve(options.data)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      // The folder may have no centre yet; one that runs has made the database, and may go on.
      await (await openSqliteStore({ folder }).catch(() => undefined))?.close()
      await withEnrolment(options, { centre, broker, root }, async (enrolment) => {
        await writeBrokerKit(enrolment, resolve(out), host)
        io.out(text('cli.centre.certificates.done', io.language(), { folder: resolve(out) }))
        if (!enrolment.authorities.sealed) io.err(text('cli.centre.unsealed', io.language(), { folder }))
      })
    })
}

function code(io: CliIo): Command {
  return actCommand(io, 'code', async (acts, { desk }) => tellCode(io, await acts.code(desk)))
}

function enrolled(io: CliIo): Command {
  return withPassphrase(io, lookingCommand(io, 'enrolled', 'cli.centre.enrolled')).action((options: KeyOptions) =>
    withEnrolment(options, undefined, async (enrolment) => {
      show(io, options, await enrolment.desks(), (one) => enrolledLine(io, one), 'cli.centre.desks.none')
    }),
  )
}

function revoke(io: CliIo): Command {
  return actCommand(io, 'revoke', async (acts, { desk }) => {
    await acts.block(desk)
    io.out(text('cli.centre.revoked', io.language(), { desk }))
  })
}

function unblock(io: CliIo): Command {
  return actCommand(io, 'unblock', async (acts, { desk }) => tellCode(io, await acts.unblock(desk)))
}

function replace(io: CliIo): Command {
  return actCommand(io, 'replace', async (acts, { desk }) => tellCode(io, await acts.replace(desk)))
}

function move(io: CliIo): Command {
  return actCommand(io, 'move', async (acts, { desk, to }: DeskOptions & { readonly to?: string }) =>
    tellCode(io, await acts.move(desk, to ?? '')),
  ).addOption(required(io, '--to <name>', 'cli.option.move-to'))
}

function stolen(io: CliIo): Command {
  return actCommand(io, 'stolen', async (acts, { desk }) => {
    await acts.stolen(desk)
    io.out(text('cli.centre.stolen.done', io.language(), { desk }))
  })
}

function wipe(io: CliIo): Command {
  return actCommand(io, 'wipe', async (acts, { desk }) => {
    await acts.wipe(desk)
    io.out(text('cli.centre.wipe.ordered', io.language(), { desk }))
  })
}

/** One act with one desk, on the books of a centre that runs or does not. The page of all desks does the same. */
function actCommand<Options extends DeskOptions>(
  io: CliIo,
  name: 'code' | 'revoke' | 'unblock' | 'replace' | 'move' | 'stolen' | 'wipe',
  act: (acts: EnrolmentActs, options: Options) => Promise<void>,
): Command {
  return keyCommand(io, name, `cli.centre.${name}`)
    .addOption(required(io, '--desk <name>', 'cli.option.enrol-desk'))
    .action((options: Options) =>
      withEnrolment(options, undefined, async (enrolment) => {
        const { enrolmentActs } = await import('../../src/centre/index.ts')
        await act(enrolmentActs(enrolment), options)
      }),
    )
}

async function withEnrolment(
  { data, passphraseFile }: KeyOptions,
  settings: CentreSettings | undefined,
  work: (enrolment: Enrolment) => Promise<void>,
): Promise<void> {
  const { Enrolment: Books } = await import('../../src/centre/index.ts')
  await withStore(data, async ({ database }) => {
    const passphrase = passphraseFile === undefined ? {} : { passphrase: readPassword(passphraseFile) }
    const known = settings === undefined ? {} : { settings }
    await work(await Books.open({ database, clock: systemClock, random: systemRandom, ...known, ...passphrase }))
  })
}

function tellCode(io: CliIo, { desk, code: words, until }: FreshCode): void {
  const minutes = Math.round((until - systemClock.wall()) / 60_000)
  io.out(words)
  io.err(text('cli.centre.code.made', io.language(), { desk, minutes }))
}

function enrolledLine(io: CliIo, { desk, state, until, denied }: EnrolledDesk): string {
  const day = new Date(until).toISOString().slice(0, 10)
  return text(`cli.centre.enrolled.${state}`, io.language(), { desk, until: day, reason: denied ?? '–' })
}

function keyCommand(io: CliIo, name: string, title: TextKey): Command {
  return withPassphrase(io, dataCommand(io, name, title))
}

function withPassphrase(io: CliIo, command: Command): Command {
  return command.addOption(new Option('--passphrase-file <file>', text('cli.option.passphrase-file', io.language())))
}

function required(io: CliIo, flags: string, key: TextKey): Option {
  return new Option(flags, text(key, io.language())).makeOptionMandatory()
}
