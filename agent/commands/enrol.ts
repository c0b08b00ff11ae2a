import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { defaultRoot } from '../../src/contract/index.ts'
import { DeskError, type TextKey, text } from '../../src/core/index.ts'
import { type EnrolOrder, enrolDesk, fullName, IdentityFolder, proveAtBroker } from '../../src/identity/index.ts'
import { becomeOwnerOf } from '../as-owner.ts'
import type { CliIo } from '../cli-io.ts'
import { jsonLog } from '../log.ts'
import { systemClock } from '../system.ts'
import { configOption, readConfig } from './options.ts'
import { readSecret } from './secret.ts'

interface EnrolOptions {
  readonly config: string
  readonly desk?: string
  readonly data?: string
  readonly server?: string
  readonly code?: string
  readonly ca?: string
  readonly broker?: string
  readonly centre?: string
}

/** Which desk this PC is to be, and where it keeps its data. */
interface Place {
  readonly desk: string
  readonly data: string
  readonly centre?: string
}

/** `deskbridge enrol`: makes this PC a desk of its centre. */
export function enrolCommand(io: CliIo): Command {
  const option = (flags: string, key: TextKey) => new Option(flags, text(key, io.language()))
  return new Command('enrol')
    .description(text('cli.enrol', io.language()))
    .addOption(configOption(io))
    .addOption(option('--desk <name>', 'cli.option.enrol-desk'))
    .addOption(option('--data <folder>', 'cli.option.data'))
    .addOption(option('--server <url>', 'cli.option.enrol-server'))
    .addOption(option('--code <code>', 'cli.option.enrol-code'))
    .addOption(option('--ca <file>', 'cli.option.enrol-ca'))
    .addOption(option('--broker <url>', 'cli.option.enrol-broker'))
    .addOption(option('--centre <name>', 'cli.option.enrol-centre'))
    .action((options: EnrolOptions) => enrol(io, options))
}

async function enrol(io: CliIo, options: EnrolOptions): Promise<void> {
  const place = placeOf(io, options)
  if (!place) return
  const server = options.server ?? (await found(io, place.centre))
  const code = options.code ?? (await askCode(io, place.desk))
  const log = jsonLog('warn', io.err, systemClock.wall)
  const foreign = foreignOf(options)
  becomeOwnerOf(place.data)
  const folder = new IdentityFolder(place.data)
  const identity = await enrolDesk({ folder, server, code, log, ...place, ...foreign })
  const until = new Date(identity.until).toISOString().slice(0, 10)
  const level = text(`identity.level.${identity.level}`, io.language())
  io.out(text('cli.enrol.done', io.language(), { name: fullName(identity), until, level }))
  await proveAtBroker(identity)
  io.out(text('cli.enrol.proven', io.language(), { broker: identity.broker }))
}

/** From the options, else from the configuration of this desk. */
function placeOf(io: CliIo, { desk, data, centre, config: file }: EnrolOptions): Place | undefined {
  if (desk !== undefined && data !== undefined)
    return { desk, data: resolve(data), ...(centre === undefined ? {} : { centre }) }
  const config = readConfig(io, file)
  return config && { desk: config.desk, data: config.dataFolder, centre: config.centre }
}

/** @throws DeskError DB-IDN-017 there is none, or several, and none of the right name. */
async function found(io: CliIo, centre: string | undefined): Promise<string> {
  // Loaded only here: a desk that runs looks for nobody.
  const { findCentres } = await import('../enrol/find-centre.ts')
  io.err(text('cli.enrol.looking', io.language()))
  const all = await findCentres(systemClock)
  const fitting = all.filter((one) => centre === undefined || one.centre === centre)
  const [only] = fitting
  if (!only || fitting.length > 1)
    throw new DeskError('DB-IDN-017', { found: all.map((one) => `${one.centre} ${one.server}`).join(', ') || '–' })
  io.err(text('cli.enrol.found', io.language(), { ...only }))
  return only.server
}

async function askCode(io: CliIo, desk: string): Promise<string> {
  const secret = readSecret(process.stdin)
  try {
    return await secret.ask(text('cli.enrol.ask-code', io.language(), { desk }), io.err)
  } finally {
    secret.close()
  }
}

/**
 * What a server that is not a centre of ours does not say.
 * @throws DeskError DB-IDN-018 something of it is missing, DB-CFG-001 the file cannot be read.
 */
function foreignOf({ ca, broker, centre }: EnrolOptions): Pick<EnrolOrder, 'foreign'> | Record<string, never> {
  if (ca === undefined) return {}
  if (broker === undefined || centre === undefined) throw new DeskError('DB-IDN-018')
  return { foreign: { centre, broker, root: defaultRoot, signingKeys: [], ca: readFile(ca) } }
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new DeskError('DB-CFG-001', { file, reason: (error as Error).message }, { cause: error })
  }
}
