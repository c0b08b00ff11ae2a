import { Command, Option } from 'commander'
import type { Provisioning } from '../../src/contract/index.ts'
import { DeskError, explain, isDeskError, text } from '../../src/core/index.ts'
import { contentForDesk, isProvisioningMessage, openProvisioning, type Provision } from '../../src/provision/index.ts'
import { becomeOwnerOf } from '../as-owner.ts'
import type { CliIo } from '../cli-io.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { controlClient } from '../control/client.ts'
import { findProvisionFile, thisDesk, writeFirstConfig } from '../provision/first-run.ts'
import { readProvision, readText } from '../provision/read-plan.ts'
import { ProvisionStore, readProvisionState, reportOf } from '../provision/store.ts'
import { trustedKeys } from '../provision/trusted-keys.ts'
import { systemClock } from '../system.ts'
import { type CommonOptions, configOption, jsonOption, readConfig } from './options.ts'

interface ApplyOptions extends CommonOptions {
  readonly desk?: string
  readonly firstRun?: boolean
}

/** What a person brought: signed by the centre, or the plain file of IT. */
type Brought = { readonly message: Provisioning } | { readonly content: string }

const pollEvery = 200
/** A trial ends within a minute; before it somebody who rates is waited for. */
const patience = 300_000

/** `deskbridge provision apply|status|drop`. */
export function provisionCommand(io: CliIo): Command {
  const command = new Command('provision').description(text('cli.provision', io.language()))
  for (const create of [apply, status, drop]) command.addCommand(create(io))
  return command
}

function apply(io: CliIo): Command {
  const language = io.language()
  return new Command('apply')
    .description(text('cli.provision.apply', language))
    .argument('<file...>', text('cli.provision.apply.file', language))
    .addOption(configOption(io))
    .addOption(new Option('--desk <name>', text('cli.provision.desk', language)))
    .addOption(new Option('--first-run', text('cli.provision.first-run', language)))
    .action(async (places: readonly string[], options: ApplyOptions) => {
      const file = findProvisionFile(places)
      if (options.firstRun) return applyFirst(io, file, options)
      const config = readConfig(io, options.config)
      if (!config) return
      const found = bring(io, file, config, options.desk)
      if (!found) return
      const brought = vouchedFor(found, config)
      if (await isTaken(config, brought)) return await tellOutcome(io, config)
      stageAlone(io, config, brought, options)
    })
}

function applyFirst(io: CliIo, file: string, { config, desk }: ApplyOptions): void {
  const provision = readGood(io, file)
  if (!provision) return
  const name = thisDesk(provision, desk)
  writeFirstConfig(provision, name, config)
  if (readConfig(io, config)) io.out(text('cli.provision.written', io.language(), { file: config, desk: name }))
}

/** What is in the file for this desk; undefined when it was said what is wrong with it. */
function bring(io: CliIo, file: string, config: Config, named: string | undefined): Brought | undefined {
  const name = `${config.centre}/${config.desk}`
  if (file.endsWith('.json')) {
    const messages = [parseJson(readText(file))].flat().filter(isProvisioningMessage)
    const [only] = messages
    const message = messages.find(({ desk }) => desk === name) ?? only
    if (!message) throw new DeskError('DB-PRV-010')
    return { message }
  }
  const provision = readGood(io, file)
  return provision && { content: contentForDesk(provision, named ?? config.desk) }
}

function readGood(io: CliIo, file: string): Provision | undefined {
  const { provision, problems } = readProvision(file)
  for (const problem of problems) io.err(explain(problem, io.language()))
  if (!provision) io.fail(1)
  return provision
}

/** Hands it to the running desk; false when none runs. */
async function isTaken({ dataFolder }: Config, brought: Brought): Promise<boolean> {
  try {
    await controlClient(dataFolder).provision(brought)
    return true
  } catch (error) {
    return wasTaken(error)
  }
}

/** Waits until the running desk has tried it, and says what came of it. */
async function tellOutcome(io: CliIo, { dataFolder }: Config): Promise<void> {
  const until = systemClock.mono() + patience
  while (readProvisionState(dataFolder).trial && systemClock.mono() < until) {
    await new Promise<void>((resolve) => void systemClock.after(pollEvery, resolve))
  }
  const { inForce, refused } = readProvisionState(dataFolder)
  if (refused) {
    io.err(text('cli.provision.refused', io.language(), { revision: refused.revision, code: refused.error }))
    return io.fail(1)
  }
  const revision = inForce?.revision ?? 0
  io.out(text(revision === 0 ? 'cli.provision.applied.file' : 'cli.provision.applied', io.language(), { revision }))
}

/** No desk runs: it is checked here, and tried when the desk starts. */
function stageAlone(io: CliIo, config: Config, brought: Brought, { config: file }: ApplyOptions): void {
  const store = new ProvisionStore(config.dataFolder)
  // The door of a desk is shut for a moment while it tries one.
  if (store.state.trial && store.state.trial.tries > 0) throw new DeskError('DB-PRV-025')
  const { revision, content } = 'message' in brought ? brought.message : { ...brought, revision: 0 }
  const { problems } = loadConfig(file, io.libraryFolder, {
    over: { revision, content, file: `provision ${revision}` },
  })
  for (const problem of problems) io.err(explain(problem, io.language()))
  if (problems.length > 0) {
    io.fail(1)
    return
  }
  becomeOwnerOf(config.dataFolder)
  store.stage(revision, content)
  io.out(text('cli.provision.staged', io.language()))
}

/** A mistake is told to the person who brought it, and not only to the centre. */
function vouchedFor(brought: Brought, config: Config): Brought {
  if (!('message' in brought)) return brought
  const desk = `${config.centre}/${config.desk}`
  const { highest } = readProvisionState(config.dataFolder)
  return { message: openProvisioning(brought.message, { desk, keys: trustedKeys(config), highest }) }
}

function status(io: CliIo): Command {
  return new Command('status')
    .description(text('cli.provision.status', io.language()))
    .addOption(configOption(io))
    .addOption(jsonOption(io))
    .action(({ config: file, json }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const state = readProvisionState(config.dataFolder)
      if (json) io.out(JSON.stringify(reportOf(state) ?? null))
      else for (const line of statusLines(io, state)) io.out(line)
      if (state.refused) io.fail(1)
    })
}

function statusLines(io: CliIo, { inForce, trial, refused }: ReturnType<typeof readProvisionState>): readonly string[] {
  const language = io.language()
  const none = [text('cli.provision.none', language)]
  const { revision = 0 } = inForce ?? {}
  const force =
    revision === 0
      ? text('cli.provision.applied.file', language)
      : text('cli.provision.applied', language, { revision })
  return [
    ...(inForce ? [force] : none),
    ...(trial ? [text('cli.provision.trying', language, { revision: trial.slot.revision })] : []),
    ...(refused ? [text('cli.provision.refused', language, { revision: refused.revision, code: refused.error })] : []),
  ]
}

function drop(io: CliIo): Command {
  return new Command('drop')
    .description(text('cli.provision.drop', io.language()))
    .addOption(configOption(io))
    .action(async ({ config: file }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const runs = await controlClient(config.dataFolder)
        .drop()
        .then(() => true, wasTaken)
      if (!runs) {
        becomeOwnerOf(config.dataFolder)
        new ProvisionStore(config.dataFolder).drop()
      }
      io.out(text('cli.provision.dropped', io.language()))
    })
}

/** False when no desk runs; true when its door was shut in the middle, since it begins with what it was given. */
function wasTaken(error: unknown): boolean {
  if (!isDeskError(error, 'DB-AGT-001')) throw error
  const { code = '' } = (error.cause ?? {}) as { readonly code?: string }
  return !['ENOENT', 'ECONNREFUSED'].includes(code)
}

function parseJson(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}
