import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { PushedDesk } from '../../src/centre/index.ts'
import type { Provisioning } from '../../src/contract/index.ts'
import { explain, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { readText } from '../provision/read-plan.ts'
import { isSound, readPush, type SoundPlan, signerOf, writePush } from './centre-push.ts'
import { type DataOptions, dataCommand, lookingCommand, show, withStore } from './centre-store.ts'

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
    .action(async (file: string) => {
      const sound = await readSound(io, file, [])
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
      const sound = await readSound(io, file, options.desk)
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
      const sound = await readSound(io, file, options.desk)
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

/** The file and the desks that are meant; undefined when it was said what is wrong. */
async function readSound(io: CliIo, file: string, desks: readonly string[]): Promise<SoundPlan | undefined> {
  const plan = await readPush({ source: readText(file), file, desks, libraryFolder: io.libraryFolder })
  if (isSound(plan)) return plan
  const [first] = plan
  if (first?.desk !== undefined) io.err(text('cli.centre.provision.wrong', io.language(), { desk: first.desk }))
  for (const { error } of plan) io.err(explain(error, io.language()))
  io.fail(1)
  return undefined
}

async function record(plan: SoundPlan, options: PushOptions, way: 'send' | 'file'): Promise<readonly Provisioning[]> {
  const messages: (readonly Provisioning[])[] = []
  await withStore(options.data, async (store) => {
    const signer = await signerOf(store, options)
    messages.push(await writePush(store, plan, { signer, first: options.first, way }))
  })
  return messages.flat()
}

function passphraseOption(io: CliIo): Option {
  return new Option('--passphrase-file <file>', text('cli.option.passphrase-file', io.language()))
}

function deskLine(io: CliIo, { desk, revision, state, error }: PushedDesk): string {
  return text(`cli.centre.provision.line.${state}`, io.language(), { desk, revision, error: error ?? '–' })
}

function parseFirst(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 0 || count > 5_000) throw new InvalidArgumentError('0–5000')
  return count
}
