import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ReferenceCentre, ReleaseEntry } from '../../src/centre/index.ts'
import { type Log, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { systemClock } from '../system.ts'
import { type DataOptions, dataCommand, lookingCommand, show, withStore } from './centre-store.ts'

interface WaveOptions extends DataOptions {
  readonly percent: number
  readonly limit?: number
}

/** Where desks of `centre serve` get their updates from. */
export interface ServeReleasesOptions {
  readonly releases?: number
  readonly releasesUrl?: string
  readonly webHost: string
}

/** Desks that hear of a release together do not fetch it together. */
const usualSpread = 600_000

/** `deskbridge centre release add|list|wave|stop`, on the data of a centre that runs or does not. */
export function centreReleaseCommand(io: CliIo): Command {
  const language = io.language()
  const add = dataCommand(io, 'add', 'cli.centre.release.add')
    .argument('<file>')
    .action(async (file: string, { data }: DataOptions) => {
      const shelf = await openShelf(data)
      io.out((await shelf.add(resolve(file))).id)
    })
  const list = lookingCommand(io, 'list', 'cli.centre.release.list').action((options: DataOptions) =>
    listReleases(io, options),
  )
  const wave = dataCommand(io, 'wave', 'cli.centre.release.wave')
    .argument('<release>')
    .addOption(
      new Option('--percent <percent>', text('cli.centre.release.percent', language))
        .argParser(parsePercent)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--limit <percent>', text('cli.centre.release.limit', language)).argParser(parsePercent))
    .action(async (id: string, { data, percent, limit }: WaveOptions) => {
      const { id: changed } = (await openShelf(data)).wave(id, percent, limit)
      io.out(`${changed}: ${percent} %`)
    })
  const stop = dataCommand(io, 'stop', 'cli.centre.release.stop')
    .argument('<release>')
    .action(async (id: string, { data }: DataOptions) => {
      io.out(`${(await openShelf(data)).stop(id).id}: 0 %`)
    })
  const command = dataCommand(io, 'release', 'cli.centre.release')
  for (const one of [add, list, wave, stop]) command.addCommand(one)
  return command
}

/** The options of `centre serve` for this. */
export function releaseOptions(io: CliIo): readonly Option[] {
  return [
    new Option('--releases <port>', text('cli.option.releases', io.language())).argParser(parsePort),
    new Option('--releases-url <url>', text('cli.option.releases-url', io.language())),
  ]
}

/** Releases, while they are offered. */
export interface ServedReleases {
  readonly url: string
  /** Offers the newest to more desks. Rejects with DeskError DB-FLT-016 when there is none to offer. */
  widen(): Promise<void>
  stop(): Promise<void>
}

/** Serves bundles to the desks of a centre and tells them of releases, where that is wanted. */
export async function serveReleases(
  { centre }: Pick<ReferenceCentre, 'centre'>,
  folder: string,
  log: Log,
  { releases: port, releasesUrl, webHost }: ServeReleasesOptions,
): Promise<ServedReleases | undefined> {
  if (port === undefined) return undefined
  const { openReleaseShelf, releaseToDesks, serveReleaseFiles, widenWaves } = await import('../../src/centre/index.ts')
  const shelf = openReleaseShelf(folder)
  const files = await serveReleaseFiles(shelf, webHost, port)
  const url = releasesUrl ?? `http://${hostname()}:${files.port}/`
  const telling = releaseToDesks({ shelf, centre, url, spread: usualSpread, clock: systemClock, log })
  return {
    url,
    widen: async () => void widenWaves(shelf),
    async stop() {
      telling.stop()
      await files.stop()
    },
  }
}

async function listReleases(io: CliIo, options: DataOptions): Promise<void> {
  const { tallyOf } = await import('../../src/centre/index.ts')
  const shelf = await openShelf(options.data)
  await withStore(options.data, async (store) => {
    const desks = await store.desks()
    const rows = shelf.list().map((release) => ({ ...release, ...tallyOf(release, desks) }))
    show(io, options, rows, (row) => releaseLine(io, row), 'cli.centre.release.none')
  })
}

function releaseLine(
  io: CliIo,
  { id, percent, stopped, ...tally }: ReleaseEntry & { installed: number; failed: number; underWay: number },
): string {
  const { installed, failed, underWay } = tally
  const end = stopped === null ? '' : text('cli.centre.release.stopped', io.language())
  return text('cli.centre.release.line', io.language(), { id, percent, installed, failed, underWay, stopped: end })
}

async function openShelf(data: string) {
  // Loaded only here: a desk that runs needs no centre.
  const { openReleaseShelf } = await import('../../src/centre/index.ts')
  return openReleaseShelf(resolve(data))
}

function parsePercent(value: string): number {
  return parseWithin(value, 100)
}

function parsePort(value: string): number {
  return parseWithin(value, 65_535)
}

function parseWithin(value: string, most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > most) throw new InvalidArgumentError(`0–${most}`)
  return number
}
