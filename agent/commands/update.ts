import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Argument, Command, Option } from 'commander'
import { DeskError, explain, isDeskError, packError, text, unpackError } from '../../src/core/index.ts'
import {
  deskFacts,
  judgeManifest,
  type Manifest,
  openBundle,
  updateParts,
  updatePlaces,
} from '../../src/update/index.ts'
import { becomeOwnerOf } from '../as-owner.ts'
import type { CliIo } from '../cli-io.ts'
import type { Config } from '../config/config.ts'
import { controlClient, type TakenUpdate } from '../control/client.ts'
import { silentLog } from '../log.ts'
import { systemClock, systemRandom } from '../system.ts'
import { Applier } from '../update/apply.ts'
import { updatePlace } from '../update/place.ts'
import { createUpdates, type UpdateStatus } from '../update/updates.ts'
import { type CommonOptions, configOption, jsonOption, readConfig } from './options.ts'

type Part = 'program' | 'profiles' | 'texts'

/** `deskbridge update apply|status|rollback`. A running desk is asked; one that does not run is updated for its next start. */
export function updateCommand(io: CliIo): Command {
  const language = io.language()
  const create = (name: 'apply' | 'status' | 'rollback') =>
    new Command(name)
      .description(text(`cli.update.${name}`, language))
      .addOption(configOption(io))
      .addOption(jsonOption(io))
  const part = new Option('--part <part>', text('cli.update.part', language))
  const parts = ['program', 'profiles', 'texts']
  return new Command('update')
    .description(text('cli.update', language))
    .addCommand(
      create('apply')
        .addArgument(new Argument('[file]'))
        .action((file: string | undefined, options: CommonOptions) => applyFile(io, file, options)),
    )
    .addCommand(create('status').action((options: CommonOptions) => showStatus(io, options)))
    .addCommand(
      create('rollback')
        .addOption(part.choices(parts).default('program'))
        .action((options: CommonOptions & { readonly part: Part }) => goBack(io, options)),
    )
}

async function applyFile(io: CliIo, file: string | undefined, { config: configFile, json }: CommonOptions) {
  const config = readConfig(io, configFile)
  if (!config) return
  const files = file === undefined ? [undefined] : await bundlesAt(resolve(file), config)
  // The desk may not read what this user may, e.g. a USB stick: it gets copies in its own folder, which are its own.
  const bundles = files.map((one) => (one === undefined ? undefined : readFileSync(one)))
  becomeOwnerOf(config.dataFolder)
  const taken: TakenUpdate[] = []
  for (const one of bundles) taken.push(...(await applyOne(config, one)))
  if (json) return io.out(JSON.stringify(taken))
  if (taken.length === 0) io.out(text('cli.update.none', io.language()))
  for (const { effect, warnings, ...what } of taken) {
    io.out(text('cli.update.taken', io.language(), what))
    for (const warning of warnings) io.err(explain(unpackError(warning, 'DB-AGT-003'), io.language()))
    io.out(text(effectKey(effect), io.language()))
  }
}

async function showStatus(io: CliIo, { config: file, json }: CommonOptions): Promise<void> {
  const config = readConfig(io, file)
  if (!config) return
  const alone = async () => createUpdates({ config, clock: systemClock, random: systemRandom, log: silentLog }).status()
  const status = await askOr<UpdateStatus>(() => controlClient(config.dataFolder).update.status(), alone)
  if (json) return io.out(JSON.stringify(status))
  const { version, base, policy, reports } = status
  io.out(text('cli.update.version', io.language(), { version, base, mode: policy.mode }))
  for (const { part, issue, version, state, error } of reports) {
    const how = error === undefined ? state : `${state} (${error})`
    io.out(text('cli.update.report', io.language(), { part, issue, version, state: how }))
  }
}

async function goBack(io: CliIo, { config: file, json, part }: CommonOptions & { readonly part: Part }): Promise<void> {
  const config = readConfig(io, file)
  if (!config) return
  const alone = async () => {
    becomeOwnerOf(config.dataFolder)
    return { effect: await applierOf(config).rollback(part) }
  }
  const { effect } = await askOr(() => controlClient(config.dataFolder).update.rollback(part), alone)
  io.out(json ? JSON.stringify({ effect }) : text(effectKey(effect), io.language()))
}

function effectKey(effect: TakenUpdate['effect']) {
  return effect === 'next start' ? 'cli.update.effect.next-start' : (`cli.update.effect.${effect}` as const)
}

/** Has the desk take a bundle; without one, what its centre offers. */
async function applyOne(config: Config, bundle: Uint8Array | undefined): Promise<readonly TakenUpdate[]> {
  const update = controlClient(config.dataFolder).update
  if (bundle === undefined) return (await update.apply(undefined)).taken
  const { incoming } = updatePlaces(config.dataFolder)
  mkdirSync(incoming, { recursive: true, mode: 0o700 })
  const copy = join(incoming, `by-hand-${process.pid}.update`)
  writeFileSync(copy, bundle, { mode: 0o600 })
  try {
    return await askOr(
      async () => (await update.apply(copy)).taken,
      async () => {
        const taken = await applierOf(config).apply(copy)
        return [{ ...taken, warnings: taken.warnings.map(packError) }]
      },
    )
  } finally {
    rmSync(copy, { force: true })
  }
}

function applierOf({ dataFolder }: Config): Applier {
  return new Applier(updatePlace(dataFolder), systemClock, silentLog)
}

/** Asks the desk that runs, or does it alone where none does. */
async function askOr<T>(ask: () => Promise<T>, alone: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (isDeskError(error, 'DB-AGT-001')) return await alone()
    throw error
  }
}

/**
 * The bundle that is named; of a folder, the newest of each part that this desk may take.
 * @throws DeskError DB-UPD-024 there is none.
 */
async function bundlesAt(path: string, config: Config): Promise<readonly string[]> {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => name.endsWith('.update'))
  const judged = await Promise.all(names.map((name) => judge(join(path, name), config)))
  const fitting = judged.filter((one) => one !== undefined)
  const newest = ['keys' as const, ...updateParts]
    .map((part) =>
      fitting
        .filter(({ manifest }) => manifest.part === part)
        .sort((a, b) => b.manifest.issue - a.manifest.issue)
        .at(0),
    )
    .flatMap((one) => one?.file ?? [])
  if (newest.length === 0) throw new DeskError('DB-UPD-024', { folder: path })
  return [...new Set(newest)]
}

async function judge(file: string, config: Config): Promise<{ file: string; manifest: Manifest } | undefined> {
  try {
    const bundle = await openBundle(file)
    await bundle.close()
    return { file, manifest: judgeManifest(bundle, deskFacts(updatePlace(config.dataFolder))) }
  } catch (error) {
    if (isDeskError(error)) return undefined
    throw error
  }
}
