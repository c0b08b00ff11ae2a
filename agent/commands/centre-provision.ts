import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { PushedDesk, SqliteStore } from '../../src/centre/index.ts'
import { DeskError, explain, isDeskError, text } from '../../src/core/index.ts'
import { contentForDesk, findDesk, type Provision } from '../../src/provision/index.ts'
import type { CliIo } from '../cli-io.ts'
import { checkDesks, readProvision } from '../provision/read-plan.ts'
import { systemClock, systemRandom } from '../system.ts'
import { type DataOptions, dataCommand, lookingCommand, show, withStore } from './centre-store.ts'
import { readPassword } from './password.ts'

interface KeyOptions extends DataOptions {
  readonly passphraseFile?: string
}

interface PushOptions extends KeyOptions {
  readonly desk: readonly string[]
  readonly first: number
}

/** So many desks try a new configuration before the others. */
const usualFirst = 2

/** `deskbridge centre provision check|push|export|status|key`. */
export function centreProvisionCommand(io: CliIo): Command {
  const command = new Command('provision').description(text('cli.centre.provision', io.language()))
  for (const create of [check, push, exportFile, status, key]) command.addCommand(create(io))
  return command
}

function check(io: CliIo): Command {
  return new Command('check')
    .description(text('cli.centre.provision.check', io.language()))
    .argument('<file>')
    .action((file: string) => {
      const sound = readSound(io, file, [])
      if (sound) io.out(text('cli.centre.provision.good', io.language(), { file, desks: sound.names.length }))
    })
}

function push(io: CliIo): Command {
  return dataCommand(io, 'push', 'cli.centre.provision.push')
    .argument('<file>')
    .addOption(deskOption(io))
    .addOption(passphraseOption(io))
    .addOption(
      new Option('--first <count>', text('cli.centre.provision.first', io.language()))
        .default(usualFirst)
        .argParser(parseFirst),
    )
    .action(async (file: string, options: PushOptions) => {
      const sound = readSound(io, file, options.desk)
      if (!sound) return
      const [message] = await record(sound, options, 'send')
      if (!message) return
      const desks = sound.names.length
      const first = options.first === 0 ? desks : Math.min(options.first, desks)
      io.out(text('cli.centre.provision.pushed', io.language(), { rollout: message.revision, desks, first }))
    })
}

function exportFile(io: CliIo): Command {
  return dataCommand(io, 'export', 'cli.centre.provision.export')
    .argument('<file>')
    .argument('<target>')
    .addOption(deskOption(io))
    .addOption(passphraseOption(io))
    .action(async (file: string, target: string, options: PushOptions) => {
      const sound = readSound(io, file, options.desk)
      if (!sound) return
      const messages = await record(sound, { ...options, first: 0 }, 'file')
      writeFileSync(resolve(target), `${JSON.stringify(messages)}\n`)
      io.out(text('cli.centre.provision.exported', io.language(), { file: resolve(target), desks: messages.length }))
    })
}

function status(io: CliIo): Command {
  return lookingCommand(io, 'status', 'cli.centre.provision.status').action((options: DataOptions) =>
    withStore(options.data, async ({ database }) => {
      const { pushedDesks } = await import('../../src/centre/index.ts')
      const desks = await pushedDesks(database)
      show(io, options, desks, (one) => deskLine(io, one), 'cli.centre.provision.none')
      if (desks.some(({ state }) => state === 'refused' || state === 'held')) io.fail(1)
    }),
  )
}

function key(io: CliIo): Command {
  return dataCommand(io, 'key', 'cli.centre.provision.key')
    .addOption(passphraseOption(io))
    .action((options: KeyOptions) =>
      withStore(options.data, async (store) => {
        const { keyId, publicKey } = await signerOf(store, options)
        io.out(`provisioning: { keys: [{ id: "${keyId}", key: "${publicKey}" }] }`)
      }),
    )
}

function deskOption(io: CliIo): Option {
  return new Option('--desk <name...>', text('cli.centre.provision.desk', io.language())).default([])
}

interface SoundPlan {
  readonly provision: Provision
  readonly names: readonly string[]
}

/** The file and the desks that are meant; undefined when it was said what is wrong. */
function readSound(io: CliIo, file: string, desks: readonly string[]): SoundPlan | undefined {
  const { provision, problems } = readProvision(file)
  for (const problem of problems) io.err(explain(problem, io.language()))
  if (!provision) {
    io.fail(1)
    return undefined
  }
  const names = desks.length > 0 ? desks.map((name) => findDesk(provision, name).name) : provision.desks.map(nameOf)
  const wrong = checkDesks(provision, names, io.libraryFolder)
  if (!wrong) return { provision, names }
  io.err(text('cli.centre.provision.wrong', io.language(), { desk: wrong.desk }))
  for (const problem of wrong.problems) io.err(explain(problem, io.language()))
  io.fail(1)
  return undefined
}

const nameOf = ({ name }: { readonly name: string }) => name

async function record({ provision, names }: SoundPlan, options: PushOptions, way: 'send' | 'file') {
  const { data, first } = options
  const { recordPush } = await import('../../src/centre/index.ts')
  const messages: Awaited<ReturnType<typeof recordPush>>[] = []
  await withStore(data, async (store) => {
    const centre = provision.written.centre.name
    const desks = names.map((name) => ({ desk: `${centre}/${name}`, content: contentForDesk(provision, name) }))
    const signer = await signerOf(store, options)
    const { keys } = provision.written.centre.provisioning ?? {}
    if (keys && !keys.some(({ id }) => id === signer.keyId)) throw new DeskError('DB-PRV-028', { key: signer.keyId })
    const told = await highestTold(store)
    messages.push(await recordPush(store.database, { desks, first, signer, now: systemClock.wall(), told, way }))
  })
  return messages.flat()
}

/**
 * By whose word desks take configuration: the centre that enrolled them; one that enrols nobody has a key of its own.
 * @throws DeskError DB-CTR-041 the keys of the enrolment are sealed, and this passphrase does not open them.
 */
async function signerOf({ database }: SqliteStore, { data, passphraseFile }: KeyOptions) {
  const { configurationKey, Enrolment } = await import('../../src/centre/index.ts')
  const passphrase = passphraseFile === undefined ? {} : { passphrase: readPassword(passphraseFile) }
  try {
    const { signer } = await Enrolment.open({ database, clock: systemClock, random: systemRandom, ...passphrase })
    return { keyId: signer.id, publicKey: signer.key, sign: signer.sign }
  } catch (error) {
    if (isDeskError(error, 'DB-CTR-040')) return configurationKey(resolve(data))
    throw error
  }
}

function passphraseOption(io: CliIo): Option {
  return new Option('--passphrase-file <file>', text('cli.option.passphrase-file', io.language()))
}

/** What desks say they have: books that were restored from a backup may know less. */
async function highestTold(store: SqliteStore): Promise<number> {
  const reports = (await store.desks()).flatMap(({ state }) => state?.provision ?? [])
  return Math.max(
    0,
    ...reports.flatMap(({ revision, trying = 0, refused }) => [revision, trying, refused?.revision ?? 0]),
  )
}

function deskLine(io: CliIo, { desk, revision, state, error }: PushedDesk): string {
  return text(`cli.centre.provision.line.${state}`, io.language(), { desk, revision, error: error ?? '–' })
}

function parseFirst(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 0 || count > 5_000) throw new InvalidArgumentError('0–5000')
  return count
}
