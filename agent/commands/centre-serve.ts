import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { BrokerSettings } from '../../src/broker/index.ts'
import type { BundleCollector, CentreWeb, FleetActs, Hall, ReferenceCentre } from '../../src/centre/index.ts'
import { type Log, type TextKey, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { certificateFiles, readCertificates } from '../config/certificate-files.ts'
import type { RunningEnrolment } from '../enrol/serve-enrolment.ts'
import { jsonLog } from '../log.ts'
import { loadLibrary } from '../profile-library.ts'
import { untilToldToStop } from '../stop-signal.ts'
import { systemClock, systemRandom } from '../system.ts'
import { configurationActs } from './centre-push.ts'
import { releaseOptions, type ServeReleasesOptions, serveReleases } from './centre-releases.ts'
import { readPlan } from './centre-store.ts'
import { readPassword } from './password.ts'

interface ServeOptions extends ServeReleasesOptions {
  readonly port: number
  readonly data: string
  readonly broker?: string
  readonly plan?: string
  readonly tickets?: number
  readonly clientId: string
  readonly username?: string
  readonly passwordFile?: string
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly web?: number
  readonly name: readonly string[]
  readonly operatorPasswordFile?: string
  readonly voice?: string
  readonly printer?: string
  readonly printerAddress?: string
  readonly enrol?: number
  readonly passphraseFile?: string
  readonly brokerFiles?: string
  readonly brokerPid?: string
  readonly metrics?: number
}

/** Tickets that stand in line where no plan says that people take them. */
const exampleTickets = 20

/** `deskbridge centre serve`: the reference centre, with its own broker unless another is named. */
export function centreServeCommand(io: CliIo): Command {
  const language = io.language()
  const option = (flags: string, key: TextKey) => new Option(flags, text(key, language))
  const serve = new Command('serve')
    .description(text('cli.centre.serve', language))
    .addOption(option('--port <port>', 'cli.option.port').default(1883).argParser(parsePort))
    .addOption(option('--data <folder>', 'cli.option.data').default('centre-data'))
    .addOption(option('--plan <file>', 'cli.option.plan'))
    .addOption(option('--tickets <count>', 'cli.option.tickets').argParser(parseCount))
    .addOption(option('--broker <url>', 'cli.option.broker'))
    .addOption(option('--client-id <name>', 'cli.option.client-id').default('deskbridge-centre'))
    .addOption(option('--username <name>', 'cli.option.username'))
    .addOption(option('--password-file <file>', 'cli.option.password-file'))
    .addOption(option('--ca <file>', 'cli.option.ca'))
    .addOption(option('--cert <file>', 'cli.option.cert'))
    .addOption(option('--key <file>', 'cli.option.key'))
    .addOption(option('--web <port>', 'cli.option.web').argParser(parsePort))
    .addOption(option('--web-host <address>', 'cli.option.web-host').default('0.0.0.0'))
    .addOption(option('--name <host...>', 'cli.option.web-name').default([]))
    .addOption(option('--operator-password-file <file>', 'cli.option.operator-password-file'))
    .addOption(option('--voice <folder>', 'cli.option.voice'))
    .addOption(option('--printer <address>', 'cli.option.printer').argParser(parseAddress))
    .addOption(option('--printer-address <url>', 'cli.option.printer-address').argParser(parseOrigin))
    .addOption(option('--enrol <port>', 'cli.option.enrol').argParser(parsePort))
    .addOption(option('--passphrase-file <file>', 'cli.option.passphrase-file'))
    .addOption(option('--broker-files <folder>', 'cli.option.broker-files'))
    .addOption(option('--broker-pid <file>', 'cli.option.broker-pid'))
    .addOption(option('--metrics <port>', 'cli.option.metrics').argParser(parsePort))
    .action((options: ServeOptions) => serveCentre(io, options))
  for (const one of releaseOptions(io)) serve.addOption(one)
  return serve
}

async function serveCentre(io: CliIo, options: ServeOptions): Promise<void> {
  const plan = await readPlan(io, options.plan)
  if (plan === 'wrong') return
  const credentials = credentialsOf(options)
  // Loaded only here: a desk that runs needs neither the broker nor the centre.
  const { serveMetrics, serveReferenceCentre, startEmbeddedBroker } = await import('../../src/centre/index.ts')
  const stop = untilToldToStop()
  const folder = resolve(options.data)
  const log = jsonLog('info', io.err, systemClock.wall)
  const say = (key: TextKey, args: Readonly<Record<string, string | number>>) => io.out(text(key, io.language(), args))
  // Ends in the opposite order, also when a part cannot start: what did would keep the program alive.
  await using parts = new AsyncDisposableStack()
  const running = <T extends { stop(): Promise<void> }>(part: T) => parts.adopt(part, () => part.stop())

  const embedded = options.broker === undefined ? running(await startEmbeddedBroker(options.port)) : undefined
  const url = options.broker ?? embedded?.url ?? ''
  const broker = { url, clientId: options.clientId, ...credentials }
  let enrolment: RunningEnrolment | undefined
  const centre = running(
    await serveReferenceCentre({
      folder,
      broker,
      refuses: (desk) => enrolment?.refuses(desk) ?? false,
      enrolled: () => enrolment?.desks() ?? new Map(),
      ...(plan ? { plan } : {}),
      keepWaiting: options.tickets ?? (plan ? 0 : exampleTickets),
      clock: systemClock,
      random: systemRandom,
      log,
    }),
  )
  say('cli.centre.ready', { url, folder })
  const bundles = await supportBundles(centre, folder, log)
  if (options.enrol !== undefined) {
    enrolment = running(await enrolDesks(centre, broker, log, { ...options, enrol: options.enrol, bundles }))
    say('cli.centre.enrol.ready', { port: enrolment.port })
  }
  const releases = await serveReleases(centre, folder, log, options)
  if (releases) {
    running(releases)
    say('cli.centre.releases', { url: releases.url })
  }
  if (options.web !== undefined) {
    const acts = {
      ...(enrolment ? { desks: enrolment.acts, bundles } : {}),
      configuration: configurationActs(centre.store, { ...options, libraryFolder: io.libraryFolder }),
      ...(releases ? { wave: releases.widen } : {}),
    }
    const { hall, fleet } = centre
    const printed = await printedHall(io, hall, log, options)
    if (printed) running(printed.printer)
    const shown = { hall: printed?.hall ?? hall, fleet }
    const { url } = running(await servePages(shown, acts, folder, log, { ...options, web: options.web }))
    say('cli.centre.web', { url })
  }
  if (options.metrics !== undefined) {
    const { url } = running(await serveMetrics({ fleet: centre.fleet, port: options.metrics }))
    say('cli.centre.metrics', { url })
  }
  await stop
}

/** Support bundles that desks bring, in the data folder of the centre. */
async function supportBundles({ centre }: ReferenceCentre, folder: string, log: Log): Promise<BundleCollector> {
  const { collectBundles, openBundleShelf } = await import('../../src/centre/index.ts')
  return collectBundles({
    shelf: openBundleShelf(folder),
    command: (...order) => centre.command(...order),
    clock: systemClock,
    random: systemRandom,
    log,
  })
}

/** Enrolment for those who have a code; the door is watched with it. */
async function enrolDesks(
  centre: ReferenceCentre,
  broker: Omit<BrokerSettings, 'will' | 'session'>,
  log: Log,
  options: ServeOptions & { readonly enrol: number; readonly bundles: BundleCollector },
): Promise<RunningEnrolment> {
  const { startEnrolment } = await import('../enrol/serve-enrolment.ts')
  const { enrol: port, webHost: host, name: names, brokerFiles: files, brokerPid: pidFile, bundles } = options
  const passphrase = options.passphraseFile === undefined ? undefined : readPassword(options.passphraseFile)
  return await startEnrolment(centre, broker, { port, host, names, passphrase, files, pidFile, bundles }, log)
}

/** The hall whose tickets are printed, where there is a printer. */
async function printedHall(io: CliIo, hall: Hall, log: Log, { printer: at, printerAddress }: ServeOptions) {
  if (at === undefined) return undefined
  const [{ openTicketPrinter }, { printTickets }] = await Promise.all([
    import('../printing/ticket-printer.ts'),
    import('../printing/printed-hall.ts'),
  ])
  const split = at.lastIndexOf(':')
  const address = { kind: 'tcp', host: at.slice(0, split), port: Number(at.slice(split + 1)) } as const
  const printer = openTicketPrinter({ library: loadLibrary(io.libraryFolder), address, clock: systemClock, log })
  const code = printerAddress === undefined ? {} : { address: printerAddress }
  return { printer, hall: printTickets(hall, { printer, ...code }) }
}

/** The pages for citizens, displays, rating pads and the operator. */
async function servePages(
  { hall, fleet }: Pick<ReferenceCentre, 'hall' | 'fleet'>,
  acts: FleetActs,
  folder: string,
  log: Log,
  options: ServeOptions & { readonly web: number },
): Promise<CentreWeb> {
  const { web, webHost, name, operatorPasswordFile, voice } = options
  const { serveCentreWeb } = await import('../../src/centre/index.ts')
  return await serveCentreWeb({
    hall,
    fleet: { watch: fleet, acts },
    port: web,
    host: webHost,
    hosts: name,
    folder,
    ...(operatorPasswordFile === undefined ? {} : { password: readPassword(operatorPasswordFile) }),
    ...(voice === undefined ? {} : { voiceFolder: resolve(voice) }),
    clock: systemClock,
    log,
  })
}

/**
 * How the centre logs in. A password is read from a file: everybody on a machine sees the options of a program.
 * @throws DeskError DB-LNK-018 a certificate, DB-HAL-005 the password cannot be read.
 */
function credentialsOf({ username, passwordFile, ...written }: ServeOptions): Partial<BrokerSettings> {
  const { ca, cert, key } = written
  const files = certificateFiles(
    { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) },
    process.cwd(),
  )
  return {
    ...(username === undefined ? {} : { username }),
    ...(passwordFile === undefined ? {} : { password: readPassword(passwordFile) }),
    files,
    ...readCertificates(files),
  }
}

function parsePort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('0–65535')
  return port
}

function parseAddress(value: string): string {
  if (!/^.+:\d{1,5}$/.test(value)) throw new InvalidArgumentError('10.0.0.9:9100')
  return value
}

function parseOrigin(value: string): string {
  if (!/^https?:\/\/[a-z0-9.:-]+$/i.test(value)) throw new InvalidArgumentError('https://so.vinhlong.gov.vn')
  return value
}

function parseCount(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 0 || count > 9_999) throw new InvalidArgumentError('0–9999')
  return count
}
