import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { CentreSettings, EnrolledDesk, Enrolment, FreshCode } from '../../src/centre/index.ts'
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

/** `deskbridge centre certificates|code|enrolled|revoke|replace|move|wipe`: who is a desk of this centre. */
export const centreEnrolmentCommands: readonly ((io: CliIo) => Command)[] = [
  certificates,
  code,
  enrolled,
  revoke,
  replace,
  move,
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
  return deskCommand(io, 'code', 'cli.centre.code').action(({ desk, ...options }: DeskOptions) =>
    withEnrolment(options, undefined, async (enrolment) => tellCode(io, await enrolment.code(desk))),
  )
}

function enrolled(io: CliIo): Command {
  return withPassphrase(io, lookingCommand(io, 'enrolled', 'cli.centre.enrolled')).action((options: KeyOptions) =>
    withEnrolment(options, undefined, async (enrolment) => {
      show(io, options, await enrolment.desks(), (one) => enrolledLine(io, one), 'cli.centre.desks.none')
    }),
  )
}

function revoke(io: CliIo): Command {
  return deskCommand(io, 'revoke', 'cli.centre.revoke').action(({ desk, ...options }: DeskOptions) =>
    withEnrolment(options, undefined, async (enrolment) => {
      await enrolment.revoke(desk)
      io.out(text('cli.centre.revoked', io.language(), { desk }))
    }),
  )
}

/** A dead PC: what it had is worth nothing any more, and the new one gets a code. */
function replace(io: CliIo): Command {
  return deskCommand(io, 'replace', 'cli.centre.replace').action(({ desk, ...options }: DeskOptions) =>
    withEnrolment(options, undefined, async (enrolment) => {
      await enrolment.revoke(desk, 'replaced')
      tellCode(io, await enrolment.code(desk))
    }),
  )
}

/** A PC goes to another counter: its old name ends, and it gets a code for the new one. */
function move(io: CliIo): Command {
  return deskCommand(io, 'move', 'cli.centre.move')
    .addOption(required(io, '--to <name>', 'cli.option.move-to'))
    .action(({ desk, to, ...options }: DeskOptions & { readonly to: string }) =>
      withEnrolment(options, undefined, async (enrolment) => {
        enrolment.nameOf(to)
        await enrolment.revoke(desk, 'moved')
        tellCode(io, await enrolment.code(to))
      }),
    )
}

/** A stolen PC: it forgets its key and its data as soon as it is reached, and is shut out then. */
function wipe(io: CliIo): Command {
  return deskCommand(io, 'wipe', 'cli.centre.wipe').action(({ desk, ...options }: DeskOptions) =>
    withEnrolment(options, undefined, async (enrolment) => {
      await enrolment.wipe(desk, 'stolen')
      io.out(text('cli.centre.wipe.ordered', io.language(), { desk }))
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

function deskCommand(io: CliIo, name: string, title: TextKey): Command {
  return keyCommand(io, name, title).addOption(required(io, '--desk <name>', 'cli.option.enrol-desk'))
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
