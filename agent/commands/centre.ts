import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { jsonLog } from '../log.ts'
import { untilToldToStop } from '../stop-signal.ts'
import { systemClock, systemRandom } from '../system.ts'
import { centreDataCommands } from './centre-data.ts'

interface ServeOptions {
  readonly port: number
  readonly data: string
  readonly broker?: string
  readonly tickets: number
}

/** `deskbridge centre serve`: the reference centre, with its own broker unless another is named; beside it, what looks after its data. */
export function centreCommand(io: CliIo): Command {
  const language = io.language()
  const serve = new Command('serve')
    .description(text('cli.centre.serve', language))
    .addOption(new Option('--port <port>', text('cli.option.port', language)).default(1883).argParser(parsePort))
    .addOption(new Option('--data <folder>', text('cli.option.data', language)).default('centre-data'))
    .addOption(new Option('--broker <url>', text('cli.option.broker', language)))
    .addOption(new Option('--tickets <count>', text('cli.option.tickets', language)).default(20).argParser(parseCount))
    .action((options: ServeOptions) => serveCentre(io, options))
  const centre = new Command('centre').description(text('cli.centre', language)).addCommand(serve)
  for (const create of centreDataCommands) centre.addCommand(create(io))
  return centre
}

async function serveCentre(io: CliIo, { port, data, broker, tickets }: ServeOptions): Promise<void> {
  // Loaded only here: a desk that runs needs neither the broker nor the centre.
  const { serveReferenceCentre, startEmbeddedBroker } = await import('../../src/centre/index.ts')
  const stop = untilToldToStop()
  const folder = resolve(data)
  const embedded = broker === undefined ? await startEmbeddedBroker(port) : undefined
  const url = broker ?? embedded?.url ?? ''
  const centre = await serveReferenceCentre({
    folder,
    broker: { url, clientId: 'deskbridge-centre' },
    keepWaiting: tickets,
    clock: systemClock,
    random: systemRandom,
    log: jsonLog('info', io.err, systemClock.wall),
  })
  io.out(text('cli.centre.ready', io.language(), { url, folder }))
  await stop
  await centre.stop()
  await embedded?.stop()
}

function parsePort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('0–65535')
  return port
}

function parseCount(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 0 || count > 9_999) throw new InvalidArgumentError('0–9999')
  return count
}
